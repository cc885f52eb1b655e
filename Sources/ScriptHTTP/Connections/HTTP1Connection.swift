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
  private let entrance = HeadLimit()
  private let decoder = HTTPResponseDecoder(
    leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward)
  /// Until the connection is lost.
  private var owner: EndpointConnections?
  private var state = State.idle
  private var interim = InterimAnswers()
  /// Whether another request can follow the one that was answered, as far as the server goes.
  private var isReusable = false
  private var isSent = false
  private(set) var idleSince = NIODeadline.now()
  /// The head that was written last: most requests find room in it.
  private var written = ByteBuffer()

  private init(owner: EndpointConnections, tls: TLSFacts?) { (self.owner, self.tls) = (owner, tls) }

  /// Puts HTTP/1.1 on a channel.
  /// - Throws: `ChannelError`, where it is closed already.
  static func start(on channel: any Channel, owner: EndpointConnections, tls: TLSFacts?) throws -> HTTP1Connection {
    let connection = HTTP1Connection(owner: owner, tls: tls)
    try channel.pipeline.syncOperations.addHandlers([
      connection.entrance, ByteToMessageHandler(connection.decoder), connection,
    ])
    return connection
  }

  func send(_ carriage: Carriage) {
    guard let channel = entrance.context, case .idle = state else { return carriage.fail(ConnectionFailure.closed) }
    state = .carrying(carriage)
    carriage.isCarried(by: self)
    write(carriage.message, to: channel)
  }

  /// Writes a request past the decoder, which is told what it needs to know of it.
  private func write(_ message: RequestMessage, to channel: ChannelHandlerContext) {
    decoder.write(data: .head(Self.outline(of: message)))
    written.clear()
    message.writeHead(to: &written)
    // A request without a body needs no promise: it is sent at once.
    isSent = message.body == nil
    guard let body = message.body else { return channel.writeAndFlush(NIOAny(written), promise: nil) }
    let sent = channel.eventLoop.makePromise(of: Void.self)
    sent.futureResult.whenSuccess { [self] in isSent = true }
    channel.write(NIOAny(written), promise: nil)
    channel.writeAndFlush(NIOAny(ByteBuffer(bytes: body)), promise: sent)
  }

  /// What decides how the answer is read: its method (RFC 9112 §6.3).
  private static func outline(of message: RequestMessage) -> HTTPRequestHead {
    guard message.method != "GET" else { return get }
    return HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: message.method), uri: message.target)
  }

  private static let get = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")

  func abandon() { close() }

  func close() { lose(ConnectionFailure.closed) }

  // MARK: The channel

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
        entrance.isInHead = true
        state = .answered
        carriage.end()
      }
    } catch {
      lose(error)
    }
  }

  private func read(_ head: HTTPResponseHead, for carriage: Carriage) throws {
    if try interim.takes(head) { return entrance.isInHead = true }
    entrance.isInHead = false
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
    entrance.context?.close(promise: nil)
    owner.take()?.isGone(self)
    if case .carrying(let carriage) = last { carriage.fail(error) }
  }
}
