import Integrations
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// The event loop and the connections of one transport, made when first needed.
final class ConnectionPool: Sendable {
  private struct State {
    var group: MultiThreadedEventLoopGroup?
    var loop: (any EventLoop)?
    var isShutDown = false
    /// Who is to be sent: under load one wake-up of the event loop serves many.
    var departures: [Exchange] = []
  }

  /// What is used on the event loop alone.
  private final class Inside: @unchecked Sendable {
    var endpoints: [Endpoint: EndpointConnections] = [:]
    var tlsContexts: [Bool: EventLoopFuture<NIOSSLContext?>] = [:]
    var sweep: RepeatedTask?
    var isShutDown = false
    /// Whose answers have come.
    var arrivals: [Exchange] = []
  }

  /// So many answers are handed over at once, at most.
  private static let arrivalsAtOnce = 16

  /// A connection that nothing is sent on for so long is closed.
  private static let idleTime = TimeAmount.seconds(60)

  let settings: HTTPTransportSettings
  let gate: NetworkGate
  let deadlines = Deadlines()
  private let state = Mutex(State())
  private let inside = Inside()

  init(settings: HTTPTransportSettings, gate: NetworkGate) {
    self.settings = settings
    self.gate = gate
  }

  /// Nil where the pool is shut down.
  var eventLoop: (any EventLoop)? { state.withLock { Self.loop(of: &$0) } }

  /// Runs `body` on the event loop, soon; false, and it is not run, where the pool is shut down.
  func execute(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let loop = eventLoop else { return false }
    loop.execute(body)
    return true
  }

  /// Has an exchange depart on the event loop, soon; false, and it does not, where the pool is shut down.
  func depart(_ exchange: Exchange) -> Bool {
    state.withLock { state in
      guard let loop = Self.loop(of: &state) else { return false }
      state.departures.append(exchange)
      if state.departures.count == 1 { loop.execute { [self] in departAll() } }
      return true
    }
  }

  private func departAll() {
    let departures = state.withLock { state in
      defer { state.departures = [] }
      return state.departures
    }
    for exchange in departures { exchange.depart() }
  }

  /// Hands over the answer to an exchange, with others that come at about the same time: who waits for them is woken
  /// once, and not for each. Called on the event loop.
  func deliver(_ exchange: Exchange) {
    inside.arrivals.append(exchange)
    switch inside.arrivals.count {
    // No others are waited for where the pool is shut down.
    case 1: if !execute({ [self] in arriveAll() }) { arriveAll() }
    case Self.arrivalsAtOnce...: arriveAll()
    default: break
    }
  }

  private func arriveAll() {
    let arrivals = inside.arrivals
    inside.arrivals = []
    for exchange in arrivals { exchange.arrive() }
  }

  /// Has a request carried. Called on the event loop.
  func carry(_ carriage: Carriage, to endpoint: Endpoint) {
    guard !inside.isShutDown, let connections = connections(to: endpoint) else {
      return carriage.fail(ConnectionFailure.shutDown)
    }
    connections.carry(carriage)
  }

  /// Nil where the pool is shut down.
  private func connections(to endpoint: Endpoint) -> EndpointConnections? {
    if let known = inside.endpoints[endpoint] { return known }
    guard let loop = eventLoop else { return nil }
    let connections = EndpointConnections(endpoint, pool: self, loop: loop)
    inside.endpoints[endpoint] = connections
    inside.sweep = inside.sweep ?? sweep(on: loop)
    return connections
  }

  /// Closes what is open. What the system is still asked for, such as the address of a name, cannot be stopped: it is
  /// left behind after a short wait, and the event loop with it.
  func shutdown() async {
    let (group, loop) = state.withLock { state in
      defer { (state.group, state.loop, state.isShutDown) = (nil, nil, true) }
      return (state.group, state.loop)
    }
    guard let group, let loop else { return }
    // No future of the event loop: one that ends with its loop may never tell.
    let (closed, close) = AsyncStream<Never>.makeStream()
    loop.execute { [inside] in
      inside.isShutDown = true
      inside.sweep?.cancel()
      for endpoint in inside.endpoints.values { endpoint.shutDown() }
      inside.endpoints = [:]
      // Later than what the ends of the connections have set going.
      loop.execute { close.finish() }
    }
    let patience = Task {
      try? await Task.sleep(for: .milliseconds(200))
      close.finish()
    }
    for await _ in closed {}
    patience.cancel()
    group.shutdownGracefully { _ in }
  }

  private static func loop(of state: inout State) -> (any EventLoop)? {
    if state.isShutDown { return nil }
    if let loop = state.loop { return loop }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    (state.group, state.loop) = (group, group.any())
    return state.loop
  }

  static func shutDownFailure(url: String) -> HTTPFailure {
    HTTPFailure(kind: .cancelled, message: "the job is over: no request can be sent any more.", url: url)
  }

  private func sweep(on loop: any EventLoop) -> RepeatedTask {
    loop.scheduleRepeatedTask(initialDelay: Self.idleTime, delay: .seconds(10)) { [inside] _ in
      for (endpoint, connections) in inside.endpoints {
        connections.closeIdle(since: .now() - Self.idleTime)
        if connections.isEmpty { inside.endpoints[endpoint] = nil }
      }
    }
  }
}

extension ConnectionPool {
  /// What TLS needs to know for connections to an endpoint; nil for those without it. Called on the event loop.
  func tlsContext(for endpoint: Endpoint, on loop: any EventLoop) -> EventLoopFuture<NIOSSLContext?> {
    guard endpoint.scheme == .https else { return loop.makeSucceededFuture(nil) }
    if let known = inside.tlsContexts[endpoint.verify] { return known }
    // Reading the trusted certificates takes a while, in which the event loop has better things to do.
    let context = NIOThreadPool.singleton.runIfActive(eventLoop: loop) { [settings] () -> NIOSSLContext? in
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.certificateVerification = endpoint.verify ? .fullVerification : .none
      if let path = settings.trustRoots { configuration.trustRoots = .file(path) }
      configuration.applicationProtocols = ["h2", "http/1.1"]
      // Nothing else in the configuration can be wrong.
      guard let context = try? NIOSSLContext(configuration: configuration) else {
        throw ConnectionFailure.trustUnreadable
      }
      return context
    }
    inside.tlsContexts[endpoint.verify] = context
    return context
  }
}
