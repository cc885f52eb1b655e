import NIOCore

/// Waits at the end of a connection that is coming about for the event that a handler before it is done.
final class EventWaiter<Outcome: Sendable>: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let outcome: EventLoopPromise<Outcome>
  private let closed: ConnectionFailure
  private let reads: (Any) -> Outcome?

  /// - Parameters:
  ///   - outcome: gets what the event tells, or why it will not come.
  ///   - closed: what it means that the connection is closed before.
  ///   - reads: what an event tells; nil for one that is not waited for.
  init(_ outcome: EventLoopPromise<Outcome>, closed: ConnectionFailure, reads: @escaping (Any) -> Outcome?) {
    (self.outcome, self.closed, self.reads) = (outcome, closed, reads)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let told = reads(event) { outcome.succeed(told) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    outcome.fail(error)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    outcome.fail(closed)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { outcome.fail(closed) }
}
