import NIOCore
import NIOHTTP1

/// Bounds what comes before the end of a head: the parser bounds each header, but not the line with the status.
///
/// It is the first of the handlers of HTTP/1.1, and so the one at which requests enter that are bytes already.
final class HeadLimit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private static let limit = 1024 * 1024
  private(set) var context: ChannelHandlerContext?
  /// Whether a head, and not a body, is what comes.
  var isInHead = true {
    didSet { bytes = 0 }
  }
  /// How much of the head has come.
  private var bytes = 0

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isInHead {
      bytes += unwrapInboundIn(data).readableBytes
      guard bytes <= Self.limit else {
        context.fireErrorCaught(HTTPParserError.headerOverflow)
        return context.close(promise: nil)
      }
    }
    context.fireChannelRead(data)
  }
}
