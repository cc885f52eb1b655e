import Integrations
import NIOCore
import NIOHTTP1
import NIOHTTP2

/// One request on a connection of HTTP/2: the last handler of its stream's channel.
final class HTTP2Stream: ChannelInboundHandler, RequestCarrier, @unchecked Sendable {
  // Unchecked: used on the event loop alone.
  typealias InboundIn = HTTPClientResponsePart

  private let carriage: Carriage
  private let tls: TLSFacts?
  private let connection: HTTP2Connection
  private var context: ChannelHandlerContext?
  private var interim = InterimAnswers()
  private var isSent = false
  private var isOver = false

  init(_ carriage: Carriage, tls: TLSFacts?, connection: HTTP2Connection) {
    (self.carriage, self.tls, self.connection) = (carriage, tls, connection)
  }

  func open(with streams: HTTP2StreamMultiplexer, on loop: any EventLoop) {
    carriage.isCarried(by: self)
    let opened = loop.makePromise(of: (any Channel).self)
    opened.futureResult.whenFailure { [self] in end($0) }
    streams.createStreamChannel(promise: opened) { [self] channel in
      channel.eventLoop.makeCompletedFuture {
        // HTTP/2 is agreed on in the TLS handshake, and nowhere else.
        try channel.pipeline.syncOperations.addHandlers([
          HTTP2FramePayloadToHTTP1ClientCodec(httpProtocol: .https), self,
        ])
      }
    }
  }

  func abandon() { context?.close(promise: nil) }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    guard !carriage.isOver else { return context.close(promise: nil) }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.whenSuccess { [self] in isSent = true }
    write(carriage.message, to: context, sent: sent)
    context.fireChannelActive()
  }

  private func write(_ message: RequestMessage, to context: ChannelHandlerContext, sent: EventLoopPromise<Void>) {
    context.write(NIOAny(HTTPClientRequestPart.head(message.head)), promise: nil)
    if let body = message.body {
      context.write(NIOAny(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    }
    context.writeAndFlush(NIOAny(HTTPClientRequestPart.end(nil)), promise: sent)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do {
      switch unwrapInboundIn(data) {
      case .head(let head): if try !interim.takes(head) { try carriage.received(head, tls: tls) }
      case .body(let part): try carriage.received(part)
      case .end:
        carriage.end()
        // The server has no use for the rest of the request.
        if !isSent { context.close(promise: nil) }
      }
    } catch {
      carriage.fail(error)
      context.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    carriage.fail(connection.fault ?? error)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(ConnectionFailure.closed)
    context.fireChannelInactive()
  }

  private func end(_ error: any Error) {
    guard !isOver else { return }
    isOver = true
    carriage.fail(connection.fault ?? error)
    connection.streamEnded()
  }
}
