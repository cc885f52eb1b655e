import NIOCore
import NIOHTTP1

/// Bounds what comes before the end of a head: the parser bounds each header, but not the line with the status.
///
/// It is the first of the handlers of HTTP/1.1, and so the one at which requests enter that are bytes already.
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
  private(set) var context: ChannelHandlerContext?

  init(meter: Meter) { self.meter = meter }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

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
