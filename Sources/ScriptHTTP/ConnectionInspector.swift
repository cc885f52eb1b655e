import Integrations
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOSSL
import Synchronization

/// Looks at each connection once it has come about and before a request goes out on it: whether it leads where it may,
/// and what its TLS handshake told.
///
/// AsyncHTTPClient does not say over which connection an answer came. So each head gets a header, ``markName``, that no
/// server can send, with the number of the facts.
///
/// All of it happens at once: a connection that closes while AsyncHTTPClient waits for this hook would end the process.
final class ConnectionInspector: Sendable {
  /// No header's name holds a space (RFC 9110 §5.1): both parsers refuse it from a server.
  static let markName = "tls facts"

  /// How many different facts are kept: as many as a job has servers, and no more where one makes up certificates.
  private static let capacity = 1000

  private struct State {
    var numbers: [TLSFacts: Int] = [:]
    var facts: [Int: TLSFacts] = [:]
    var lastNumber = 0
  }

  private let gate: NetworkGate
  private let state = Mutex(State())

  init(gate: NetworkGate) { self.gate = gate }

  /// What the mark of a head stands for.
  func facts(_ mark: String) -> TLSFacts? {
    Int(mark).flatMap { number in state.withLock { $0.facts[number] } }
  }

  func inspectHTTP1(_ channel: any Channel, for admission: NetworkPolicy.Admission?) -> EventLoopFuture<Void> {
    inspect(channel, for: admission) { mark in
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      let meter = HeadMeter()
      try pipeline.addHandler(HeadLimit(meter: meter), position: .before(decoder))
      try pipeline.addHandler(AnswerMarker(mark: mark, meter: meter), position: .after(decoder))
    }
  }

  func inspectHTTP2(_ channel: any Channel, for admission: NetworkPolicy.Admission?) -> EventLoopFuture<Void> {
    inspect(channel, for: admission) { mark in
      try channel.pipeline.syncOperations.addHandler(ConnectionMark(mark: mark))
    }
  }

  /// A stream of a connection that ``inspectHTTP2(_:for:)`` has seen.
  func inspectStream(_ channel: any Channel) -> EventLoopFuture<Void> {
    let parent = channel.parent?.pipeline.syncOperations
    let pipeline = channel.pipeline.syncOperations
    if let mark = try? parent?.handler(type: ConnectionMark.self).mark,
      let codec = try? pipeline.handler(type: HTTP2FramePayloadToHTTP1ClientCodec.self)
    {
      // It fails only where the stream is closed already; then there is nothing to mark.
      try? pipeline.addHandler(AnswerMarker(mark: mark), position: .after(codec))
    }
    return channel.eventLoop.makeSucceededVoidFuture()
  }

  private func inspect(
    _ channel: any Channel, for admission: NetworkPolicy.Admission?, mark: (String?) throws -> Void
  ) -> EventLoopFuture<Void> {
    do {
      if let admission { try gate.check(channel.remoteAddress, for: admission) }
      let handler = try? channel.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
      try? mark(handler.flatMap { TLSFacts($0) }.map { String(number(of: $0)) })
      return channel.eventLoop.makeSucceededVoidFuture()
    } catch {
      // Closed after AsyncHTTPClient was told that there is no connection, never before.
      channel.eventLoop.execute { channel.close(promise: nil) }
      return channel.eventLoop.makeFailedFuture(error)
    }
  }

  private func number(of facts: TLSFacts) -> Int {
    state.withLock { state in
      if let number = state.numbers[facts] { return number }
      if let oldest = state.facts[state.lastNumber + 1 - Self.capacity] {
        state.facts[state.lastNumber + 1 - Self.capacity] = nil
        state.numbers[oldest] = nil
      }
      state.lastNumber += 1
      state.facts[state.lastNumber] = facts
      state.numbers[facts] = state.lastNumber
      return state.lastNumber
    }
  }
}

/// Carries the mark of an HTTP/2 connection to its streams, and closes one whose frames broke the protocol (RFC 9113
/// §5.4.1): AsyncHTTPClient leaves it open, so that its requests would wait for their time limit.
private final class ConnectionMark: ChannelInboundHandler, Sendable {
  typealias InboundIn = NIOAny

  let mark: String?

  init(mark: String?) { self.mark = mark }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.fireErrorCaught(error)
    if !(error is NIOHTTP2Errors.StreamError) { context.close(promise: nil) }
  }
}

/// Marks the head of each answer, and puts an end to interim answers (1xx) that do not end.
private final class AnswerMarker: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  private let mark: String?
  private let meter: HeadMeter?
  private var interimAnswers = 0

  init(mark: String?, meter: HeadMeter? = nil) { (self.mark, self.meter) = (mark, meter) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): read(head, context: context)
    case .end:
      meter?.isInHead = true
      context.fireChannelRead(data)
    case .body: context.fireChannelRead(data)
    }
  }

  private func read(_ head: HTTPResponseHead, context: ChannelHandlerContext) {
    var head = head
    meter?.bytes = 0
    if 100..<200 ~= head.status.code {
      interimAnswers += 1
      guard interimAnswers <= InterimAnswersWithoutEnd.limit else {
        context.fireErrorCaught(InterimAnswersWithoutEnd())
        return context.close(promise: nil)
      }
    } else {
      interimAnswers = 0
      meter?.isInHead = false
    }
    if let mark { head.headers.replaceOrAdd(name: ConnectionInspector.markName, value: mark) }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }
}

/// How much of a head has come.
private final class HeadMeter {
  var isInHead = true
  var bytes = 0
}

/// Bounds what comes before the end of a head: the parser bounds each header, but not the line with the status.
private final class HeadLimit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private static let limit = 1024 * 1024
  private let meter: HeadMeter

  init(meter: HeadMeter) { self.meter = meter }

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

/// A server sends 1xx again and again, and no answer.
struct InterimAnswersWithoutEnd: Error {
  static let limit = 100
}
