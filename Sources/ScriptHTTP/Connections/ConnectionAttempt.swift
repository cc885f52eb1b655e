import Integrations
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOTLS

/// Makes one connection: TCP, the check of where it leads, a proxy's tunnel, TLS. Used on the event loop alone.
final class ConnectionAttempt: @unchecked Sendable {
  // Unchecked: used on the event loop alone.

  /// A connection on which nothing was said yet.
  struct Opened {
    var channel: any Channel
    /// What the TLS handshake told; nil where there was none.
    var tls: TLSFacts?
    /// Whether both sides agreed on HTTP/2 (RFC 9113 §3.2).
    var speaksHTTP2: Bool
  }

  /// How long a connection may take to come about, whatever the request's own limit.
  static let timeLimit = TimeAmount.seconds(30)

  let endpoint: Endpoint
  let loop: any EventLoop
  private let pool: ConnectionPool
  private var completion: ((ConnectionAttempt, Result<Opened, any Error>) -> Void)?
  /// More than one where the host has addresses of both families (RFC 8305).
  private var channels: [any Channel] = []
  private var timer: Scheduled<Void>?
  /// What the proxy is waited for.
  private var isTunnelling = false

  /// - Parameter completion: gets what came of it, once; not after ``cancel()``.
  init(
    to endpoint: Endpoint, pool: ConnectionPool, loop: any EventLoop,
    completion: @escaping (ConnectionAttempt, Result<Opened, any Error>) -> Void
  ) {
    (self.endpoint, self.pool, self.loop, self.completion) = (endpoint, pool, loop, completion)
  }

  func begin() {
    guard completion != nil else { return }
    timer = loop.scheduleTask(in: Self.timeLimit) { [self] in
      finish(.failure(isTunnelling ? ConnectionFailure.proxySilent : ConnectionFailure.timedOut))
    }
    // The context comes first: once connected, the other side may speak at any time.
    let security = pool.tlsContext(for: endpoint, on: loop)
    security.whenComplete { [self] result in
      switch result {
      case .success(let context): connect(context)
      case .failure(let error): finish(.failure(error))
      }
    }
  }

  /// Nothing comes of it any more.
  func cancel() {
    completion = nil
    finish(.failure(ConnectionFailure.shutDown))
  }

  private func connect(_ context: NIOSSLContext?) {
    guard completion != nil else { return }
    connectTCP()
      .flatMapThrowing { [self] channel in
        if let admission = endpoint.admission { try pool.gate.check(channel.remoteAddress, for: admission) }
        return channel
      }
      .flatMap { [self] channel in
        isTunnelling = endpoint.proxy != nil
        return tunnel(through: channel).map { channel }
      }
      .flatMap { [self] channel in
        isTunnelling = false
        guard let context else { return loop.makeSucceededFuture((channel, nil)) }
        return shakeHands(on: channel, context).map { (channel, $0) }
      }
      .flatMapThrowing { channel, negotiated in try Self.opened(channel, negotiated: negotiated) }
      .whenComplete { [self] in finish($0) }
  }

  private func finish(_ result: Result<Opened, any Error>) {
    timer?.cancel()
    timer = nil
    var kept: (any Channel)?
    if completion != nil, case .success(let opened) = result { kept = opened.channel }
    for channel in channels where channel !== kept { channel.close(promise: nil) }
    channels = []
    completion.take()?(self, result)
  }

  // MARK: TCP

  private func connectTCP() -> EventLoopFuture<any Channel> {
    let bootstrap = ClientBootstrap(group: loop).connectTimeout(Self.timeLimit)
      .channelInitializer { [self] channel in
        guard completion != nil else { return loop.makeFailedFuture(ConnectionFailure.shutDown) }
        channels.append(channel)
        return loop.makeSucceededVoidFuture()
      }
    if let proxy = endpoint.proxy { return bootstrap.connect(host: proxy.host, port: proxy.port) }
    if let address = endpoint.address { return bootstrap.connect(to: address) }
    return bootstrap.connect(host: endpoint.host, port: endpoint.port)
  }

  // MARK: TLS

  /// - Returns: the protocol on which both sides agreed; nil for none.
  private func shakeHands(on channel: any Channel, _ context: NIOSSLContext) -> EventLoopFuture<String?> {
    let negotiated = loop.makePromise(of: String?.self)
    let waiter = EventWaiter(negotiated, closed: .closed) { event -> String?? in
      if case .handshakeCompleted(let name)? = event as? TLSUserEvent { .some(name) } else { nil }
    }
    let pipeline = channel.pipeline.syncOperations
    do {
      let handler = try NIOSSLClientHandler(context: context, serverHostname: endpoint.serverName)
      try pipeline.addHandlers([handler, waiter])
    } catch {
      negotiated.fail(error)
    }
    return negotiated.futureResult.assumeIsolated().map { name in
      pipeline.removeHandler(waiter, promise: nil)
      return name
    }.nonisolated()
  }

  private static func opened(_ channel: any Channel, negotiated: String?) throws -> Opened {
    let pipeline = channel.pipeline.syncOperations
    guard channel.isActive else { throw ConnectionFailure.closed }
    let tls = try? pipeline.handler(type: NIOSSLClientHandler.self)
    let facts = tls.flatMap { TLSFacts($0) }
    switch negotiated {
    case nil, "http/1.1": return Opened(channel: channel, tls: facts, speaksHTTP2: false)
    case "h2": return Opened(channel: channel, tls: facts, speaksHTTP2: true)
    case let name?: throw ConnectionFailure.unknownProtocol(name)
    }
  }
}
