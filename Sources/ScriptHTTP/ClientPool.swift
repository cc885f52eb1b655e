import AsyncHTTPClient
import Integrations
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// The event loop and the HTTP clients of one transport, each made when first needed.
///
/// What AsyncHTTPClient fixes per client, and scripts choose per request, decides which client a request gets.
final class ClientPool: Sendable {
  struct Key: Hashable {
    var verify: Bool
    var proxy: ProxyAddress?
    /// What its connections may lead to; nil through a proxy, where only names can be checked.
    var admission: NetworkPolicy.Admission?
  }

  private struct State {
    var group: MultiThreadedEventLoopGroup?
    var clients: [Key: HTTPClient] = [:]
    var isShutDown = false
  }

  /// How long a connection may take to come about, whatever the request's own limit.
  static let connectionTimeout = TimeAmount.seconds(30)

  let settings: HTTPTransportSettings
  let gate: NetworkGate
  let inspector: ConnectionInspector
  private let state = Mutex(State())

  init(settings: HTTPTransportSettings, gate: NetworkGate) {
    self.settings = settings
    self.gate = gate
    inspector = ConnectionInspector(gate: gate)
  }

  /// The event loop group, for what goes beside the clients.
  func eventLoopGroup(for url: String) throws(HTTPFailure) -> MultiThreadedEventLoopGroup {
    let group = state.withLock { state in state.isShutDown ? nil : Self.group(of: &state) }
    guard let group else { throw Self.shutDownFailure(url: url) }
    return group
  }

  /// Runs `body` on the event loop, soon; false, and it is not run, where the pool is shut down.
  func perform(_ body: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      if state.isShutDown { return false }
      Self.group(of: &state).any().execute(body)
      return true
    }
  }

  func client(for key: Key, url: HTTPURL) throws(HTTPFailure) -> HTTPClient {
    let client = state.withLock { state -> HTTPClient? in
      if state.isShutDown { return nil }
      if let client = state.clients[key] { return client }
      let client = HTTPClient(
        eventLoopGroupProvider: .shared(Self.group(of: &state)), configuration: configuration(for: key))
      state.clients[key] = client
      return client
    }
    guard let client else { throw Self.shutDownFailure(url: url.description) }
    return client
  }

  /// Closes what is open. A connection that is still coming about cannot be stopped: it is left to its time limit
  /// after a short wait, and the event loop with it.
  func shutdown() async {
    let (clients, group) = state.withLock { state in
      defer { (state.clients, state.group, state.isShutDown) = ([:], nil, true) }
      return (Array(state.clients.values), state.group)
    }
    guard let group else { return }
    // No future of the event loop: one that ends with its loop may never tell.
    let (closed, close) = AsyncStream<Never>.makeStream()
    Task {
      await withTaskGroup { tasks in
        // It throws only where the client was shut down before, which the state above rules out.
        for client in clients { tasks.addTask { try? await client.shutdown() } }
      }
      close.finish()
      try? await group.shutdownGracefully()
    }
    let patience = Task {
      try? await Task.sleep(for: .milliseconds(200))
      close.finish()
    }
    for await _ in closed {}
    patience.cancel()
  }

  private static func group(of state: inout State) -> MultiThreadedEventLoopGroup {
    if let group = state.group { return group }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    state.group = group
    return group
  }

  static func shutDownFailure(url: String) -> HTTPFailure {
    HTTPFailure(kind: .cancelled, message: "the job is over: no request can be sent any more.", url: url)
  }

  private func configuration(for key: Key) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tlsConfiguration(verify: key.verify), redirectConfiguration: .disallow,
      // The deadline of each request is shorter; this bounds an attempt that nobody waits for any more.
      timeout: .init(connect: Self.connectionTimeout),
      connectionPool: .init(
        idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: settings.connectionsPerHost),
      decompression: .disabled)
    // A refused connection is an answer: scripts decide whether to try again.
    configuration.connectionPool.retryConnectionEstablishment = false
    // Nothing collects traces; making them up costs each request two looks at its URL.
    configuration.tracing.tracer = nil
    configuration.proxy = key.proxy.map(Self.proxy)
    configuration.http1_1ConnectionDebugInitializer = { [inspector] in inspector.inspectHTTP1($0, for: key.admission) }
    configuration.http2ConnectionDebugInitializer = { [inspector] in inspector.inspectHTTP2($0, for: key.admission) }
    configuration.http2StreamChannelDebugInitializer = { [inspector] in inspector.inspectStream($0) }
    return configuration
  }

  private func tlsConfiguration(verify: Bool) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = verify ? .fullVerification : .none
    if let path = settings.trustRoots { configuration.trustRoots = .file(path) }
    return configuration
  }

  private static func proxy(_ address: ProxyAddress) -> HTTPClient.Configuration.Proxy {
    switch address.kind {
    case .http:
      .server(
        host: address.host, port: address.port,
        authorization: address.credentials.map { HTTPClient.Authorization.basic(credentials: $0) })
    case .socks5: .socksServer(host: address.host, port: address.port)
    }
  }
}
