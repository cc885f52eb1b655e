import NIOCore
import NIOHTTP1

/// Bounds what comes before the end of a head: the parser bounds each header, but not the line with the status.
final class HeadLimit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// How much of a head has come.
  final class Meter {
    /// Whether a head, and not a body, is what comes.
    var isInHead = true {
      didSet { bytes = 0 }
    }
    fileprivate(set) var bytes = 0
  }

  private static let limit = 1024 * 1024
  private let meter: Meter

  init(meter: Meter) { self.meter = meter }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if meter.isInHead {
      meter.bytes += unwrapInboundIn(data).readableBytes
      guard meter.bytes <= Self.limit else {
        context.fireErrorCaught(HTTPParserError.headerOverflow)
        return context.close(promise: nil)
      }
    }
    context.fireChannelRead(data)
  }
}
