import NIOCore

/// The connections of one endpoint, and who waits for one. Used on the event loop alone.
///
/// Each request that finds no connection free has one made for it, up to the limit, and takes whichever is free first.
/// Once the server turns out to speak HTTP/2, one connection carries everything.
final class EndpointConnections: @unchecked Sendable {
  // Unchecked: used on the event loop alone.

  let endpoint: Endpoint
  private let pool: ConnectionPool
  private let loop: any EventLoop
  /// Of HTTP/1.1; the last that became free is used first, so that the others grow old.
  private var free: [HTTP1Connection] = []
  private var connections: [ObjectIdentifier: HTTP1Connection] = [:]
  private var attempts: [ObjectIdentifier: ConnectionAttempt] = [:]
  /// First come, first served. Some may have given up meanwhile.
  private var queue = CircularBuffer<Carriage>()
  private var waiting = 0
  /// Of HTTP/2: the one that new requests go to, and those that no more may go to.
  private var multiplexed: HTTP2Connection?
  private var leaving: [ObjectIdentifier: HTTP2Connection] = [:]
  /// Whether the server spoke HTTP/2 the last time.
  private var speaksHTTP2 = false
  private var isShutDown = false

  init(_ endpoint: Endpoint, pool: ConnectionPool, loop: any EventLoop) {
    (self.endpoint, self.pool, self.loop) = (endpoint, pool, loop)
  }

  var isEmpty: Bool {
    connections.isEmpty && attempts.isEmpty && waiting == 0 && multiplexed == nil && leaving.isEmpty
  }

  func carry(_ carriage: Carriage) {
    guard !isShutDown else { return carriage.fail(ConnectionFailure.shutDown) }
    if let multiplexed, multiplexed.hasRoom { return multiplexed.send(carriage) }
    if let connection = free.popLast() { return connection.send(carriage) }
    carriage.waits(in: self)
    queue.append(carriage)
    waiting += 1
    connect()
  }

  /// One of those who wait has given up.
  func forgetWaiting() {
    waiting -= 1
    // Their bodies are not kept until a connection comes about.
    if queue.count > 2 * waiting + 16 { queue.removeAll { $0.isOver } }
  }

  /// Ends everything.
  func shutDown() {
    isShutDown = true
    for attempt in attempts.values { attempt.cancel() }
    attempts = [:]
    while let carriage = nextWaiting() { carriage.fail(ConnectionFailure.shutDown) }
    for connection in connections.values { connection.close() }
    for connection in [multiplexed].compactMap(\.self) + leaving.values { connection.close() }
  }

  /// Closes what was not used since `instant`.
  func closeIdle(since instant: NIODeadline) {
    for connection in free where connection.idleSince < instant { connection.close() }
    if let multiplexed, multiplexed.isIdle, multiplexed.idleSince < instant { multiplexed.close() }
  }

  private func nextWaiting() -> Carriage? {
    while let carriage = queue.popFirst() {
      guard !carriage.isOver else { continue }
      waiting -= 1
      return carriage
    }
    return nil
  }

  // MARK: Making connections

  private func connect() {
    guard !isShutDown, multiplexed == nil else { return }
    let limit = speaksHTTP2 ? 1 : pool.settings.connectionsPerHost - connections.count
    while attempts.count < min(waiting, limit) { attempt() }
  }

  private func attempt() {
    let attempt = ConnectionAttempt(to: endpoint, pool: pool, loop: loop) { [self] attempt, result in
      attempts[ObjectIdentifier(attempt)] = nil
      do {
        try take(try result.get())
      } catch {
        failed(error)
      }
    }
    attempts[ObjectIdentifier(attempt)] = attempt
    // Not from inside the end of another, which may be one of thousands that all fail.
    loop.execute { attempt.begin() }
  }

  /// Whoever has waited the longest learns why there is no connection; the others have their own made.
  private func failed(_ error: any Error) {
    nextWaiting()?.fail(error)
    connect()
  }

  private func take(_ opened: ConnectionAttempt.Opened) throws {
    speaksHTTP2 = opened.speaksHTTP2
    guard opened.speaksHTTP2 else {
      let connection = try HTTP1Connection.start(on: opened.channel, owner: self, tls: opened.tls)
      connections[ObjectIdentifier(connection)] = connection
      return isFree(connection)
    }
    // Another attempt was faster: one connection is enough.
    guard multiplexed == nil else { return opened.channel.close(promise: nil) }
    multiplexed = try HTTP2Connection.start(on: opened.channel, owner: self, tls: opened.tls)
    for attempt in attempts.values { attempt.cancel() }
    attempts = [:]
  }

  // MARK: What connections tell

  func isFree(_ connection: HTTP1Connection) {
    if let carriage = nextWaiting() { connection.send(carriage) } else { free.append(connection) }
  }

  func isGone(_ connection: HTTP1Connection) {
    connections[ObjectIdentifier(connection)] = nil
    free.removeAll { $0 === connection }
    connect()
  }

  /// A connection has got room for more requests.
  func hasRoom(_ connection: HTTP2Connection) {
    while connection === multiplexed, connection.hasRoom, let carriage = nextWaiting() { connection.send(carriage) }
  }

  /// A connection takes no more requests; those under way go on.
  func isLeaving(_ connection: HTTP2Connection) {
    guard connection === multiplexed else { return }
    multiplexed = nil
    leaving[ObjectIdentifier(connection)] = connection
    connect()
  }

  /// - Parameter error: why it never came to carrying requests; nil where it did.
  func isGone(_ connection: HTTP2Connection, before error: (any Error)? = nil) {
    leaving[ObjectIdentifier(connection)] = nil
    if connection === multiplexed { multiplexed = nil }
    if let error { failed(error) } else { connect() }
  }
}
