import Integrations
import NIOCore
import NIOHTTP1

/// A connection that carries one request at a time (RFC 9112): the last handler of its channel.
final class HTTP1Connection: ChannelInboundHandler, RequestCarrier, @unchecked Sendable {
  // Unchecked: used on the event loop alone.
  typealias InboundIn = HTTPClientResponsePart

  private enum State {
    case idle
    case carrying(Carriage)
    /// The answer is whole. What else came with it is looked at before the connection is used again.
    case answered
    case closed
  }

  private let tls: TLSFacts?
  private let meter = HeadLimit.Meter()
  private weak var owner: EndpointConnections?
  private var context: ChannelHandlerContext?
  private var state = State.idle
  private var interim = InterimAnswers()
  /// Whether another request can follow the one that was answered, as far as the server goes.
  private var isReusable = false
  private var isSent = false
  private(set) var idleSince = NIODeadline.now()

  private init(owner: EndpointConnections, tls: TLSFacts?) { (self.owner, self.tls) = (owner, tls) }

  /// Puts HTTP/1.1 on a channel.
  /// - Throws: `ChannelError`, where it is closed already.
  static func start(on channel: any Channel, owner: EndpointConnections, tls: TLSFacts?) throws -> HTTP1Connection {
    let connection = HTTP1Connection(owner: owner, tls: tls)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandlers([
      HeadLimit(meter: connection.meter), HTTPRequestEncoder(),
      ByteToMessageHandler(
        HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward)),
      connection,
    ])
    return connection
  }

  func send(_ carriage: Carriage) {
    guard let context, case .idle = state else { return carriage.fail(ConnectionFailure.closed) }
    state = .carrying(carriage)
    carriage.isCarried(by: self)
    isSent = carriage.body == nil
    // A request without a body needs no promise: it is sent at once.
    let sent = isSent ? nil : context.eventLoop.makePromise(of: Void.self)
    sent?.futureResult.whenSuccess { [self] in isSent = true }
    carriage.write(to: context, sent: sent)
  }

  func abandon() { close() }

  func close() { lose(ConnectionFailure.closed) }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .carrying(let carriage) = state, !carriage.isOver else {
      // Bytes that nobody asked for.
      return close()
    }
    do {
      switch unwrapInboundIn(data) {
      case .head(let head): try read(head, for: carriage)
      case .body(let part): try carriage.received(part)
      case .end:
        meter.isInHead = true
        state = .answered
        carriage.end()
      }
    } catch {
      lose(error)
    }
  }

  private func read(_ head: HTTPResponseHead, for carriage: Carriage) throws {
    if try interim.takes(head) { return meter.isInHead = true }
    meter.isInHead = false
    isReusable = head.isKeepAlive
    try carriage.received(head, tls: tls)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if case .answered = state {
      if isReusable, isSent {
        state = .idle
        idleSince = .now()
        owner?.isFree(self)
      } else {
        close()
      }
    }
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { lose(error) }

  func channelInactive(context: ChannelHandlerContext) {
    lose(ConnectionFailure.closed)
    context.fireChannelInactive()
  }

  /// The end of the connection, whoever brought it about.
  private func lose(_ error: any Error) {
    let last = state
    state = .closed
    if case .closed = last { return }
    context?.close(promise: nil)
    owner?.isGone(self)
    if case .carrying(let carriage) = last { carriage.fail(error) }
  }
}
