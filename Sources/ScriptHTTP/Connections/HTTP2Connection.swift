import Integrations
import NIOCore
import NIOHTTP2

/// A connection that carries many requests at a time (RFC 9113). It sits between the frames and the streams.
final class HTTP2Connection: ChannelInboundHandler, @unchecked Sendable {
  // Unchecked: used on the event loop alone.
  typealias InboundIn = HTTP2Frame

  private enum State {
    /// The server's settings, which come first (§3.4), have not come.
    case starting
    case open
    /// No more requests: the server said so (GOAWAY, §6.8).
    case leaving
    case closed
  }

  private let tls: TLSFacts?
  private let streams: HTTP2StreamMultiplexer
  private weak var owner: EndpointConnections?
  private var context: ChannelHandlerContext?
  private var state = State.starting
  private var openStreams = 0
  /// What the server allows (SETTINGS_MAX_CONCURRENT_STREAMS, §6.5.2).
  private var maximumStreams = 100
  private(set) var idleSince = NIODeadline.now()
  /// What ended the connection: its streams hear of no more than that it is closed.
  private(set) var fault: (any Error)?

  private init(_ channel: any Channel, owner: EndpointConnections, tls: TLSFacts?) {
    (self.owner, self.tls) = (owner, tls)
    streams = HTTP2StreamMultiplexer(
      mode: .client, channel: channel, targetWindowSize: 8 * 1024 * 1024, outboundBufferSizeHighWatermark: 8192,
      outboundBufferSizeLowWatermark: 4096,
      inboundStreamInitializer: { $0.eventLoop.makeFailedFuture(PushRefused()) })
  }

  private struct PushRefused: Error {}

  /// Puts HTTP/2 on a channel. It has room for requests once the server has sent its settings.
  /// - Throws: `ChannelError`, where it is closed already.
  static func start(on channel: any Channel, owner: EndpointConnections, tls: TLSFacts?) throws -> HTTP2Connection {
    let connection = HTTP2Connection(channel, owner: owner, tls: tls)
    let settings = nioDefaultSettings + [HTTP2Setting(parameter: .enablePush, value: 0)]
    try channel.pipeline.syncOperations.addHandlers([
      NIOHTTP2Handler(mode: .client, initialSettings: settings), connection, connection.streams,
    ])
    return connection
  }

  var hasRoom: Bool { if case .open = state { openStreams < maximumStreams } else { false } }

  var isIdle: Bool { openStreams == 0 }

  func send(_ carriage: Carriage) {
    guard let context else { return carriage.fail(ConnectionFailure.closed) }
    openStreams += 1
    HTTP2Stream(carriage, tls: tls, connection: self).open(with: streams, on: context.eventLoop)
  }

  func close() { lose(ConnectionFailure.closed) }

  /// A stream is over, or never came to be.
  func streamEnded() {
    openStreams -= 1
    if isIdle { idleSince = .now() }
    if case .leaving = state, isIdle { return close() }
    owner?.hasRoom(self)
  }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data).payload {
    case .settings(.settings(let settings)): take(settings)
    case .goAway: leave()
    default: break
    }
    context.fireChannelRead(data)
  }

  private func take(_ settings: HTTP2Settings) {
    if let limit = settings.last(where: { $0.parameter == .maxConcurrentStreams }) { maximumStreams = limit.value }
    if case .starting = state { state = .open }
    owner?.hasRoom(self)
  }

  private func leave() {
    if case .starting = state { return lose(ConnectionFailure.closed) }
    guard case .open = state else { return }
    state = .leaving
    owner?.isLeaving(self)
    if isIdle { close() }
  }

  /// An error of one stream is that stream's. After any other nothing on the connection can be trusted (§5.4.1).
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if !(error is NIOHTTP2Errors.StreamError) { lose(error) }
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    lose(ConnectionFailure.closed)
    context.fireChannelInactive()
  }

  private func lose(_ error: any Error) {
    let last = state
    state = .closed
    if case .closed = last { return }
    fault = error
    context?.close(promise: nil)
    if case .starting = last { owner?.isGone(self, before: error) } else { owner?.isGone(self) }
  }
}
