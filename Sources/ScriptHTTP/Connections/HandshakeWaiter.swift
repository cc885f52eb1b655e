import NIOCore
import NIOTLS

/// Waits behind a TLS handler for the end of the handshake.
final class HandshakeWaiter: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let negotiated: EventLoopPromise<String?>

  /// - Parameter negotiated: gets the protocol on which both sides agreed (ALPN, RFC 7301), nil for none.
  init(_ negotiated: EventLoopPromise<String?>) { self.negotiated = negotiated }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted(let name)? = event as? TLSUserEvent { negotiated.succeed(name) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    negotiated.fail(error)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    negotiated.fail(ConnectionFailure.closed)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { negotiated.fail(ConnectionFailure.closed) }
}
