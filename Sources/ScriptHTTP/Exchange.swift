import Integrations
import NIOCore
import Synchronization

/// One request from the first byte sent to the last received, its redirects included.
///
/// It goes on from callback to callback on the event loop: a task, and a change of threads, for each step would cost more
/// than the request itself.
final class Exchange: HTTPExchange, @unchecked Sendable {
  // Unchecked: what changes is used on the event loop alone; stop(for:) goes there.

  /// What goes on now, and can be given up.
  private enum Step {
    case none
    case admission(Task<Void, Never>)
    case message(Carriage)
    case report(FailureReport)
  }

  /// What of a hop is known, and made, before it is its turn on the event loop.
  private struct Departure {
    var message: RequestMessage
    var proxy: ProxyAddress?
    /// Nil where nobody has asked for the host yet.
    var admission: NetworkPolicy.Admission?
  }

  let request: HTTPRequest
  let connections: ConnectionPool
  private let isOver = Atomic(false)
  /// Taken by whoever sets ``isOver``. What it holds on to may hold on to this exchange, until then.
  private var completion: (@Sendable (HTTPOutcome) -> Void)?

  private let start = ContinuousClock.now
  /// Its number among the deadlines, which is theirs to set; nil where it has none.
  var deadline: Int?
  private var step = Step.none
  private var visited: [HTTPURL] = []
  private var departure: Departure
  private(set) var hop: Hop
  /// What has come of the final answer, but for its body.
  var answer: HTTPResponse?
  var progress = Progress()
  var reception = Reception.waiting

  /// - Throws: `protocol`, where the request cannot be sent as it is.
  init(
    _ request: HTTPRequest, connections: ConnectionPool,
    completion: @escaping @Sendable (HTTPOutcome) -> Void
  ) throws(HTTPFailure) {
    self.request = request
    self.connections = connections
    self.completion = completion
    let hop = try Hop(request)
    departure = try Self.departure(of: hop, connections)
    self.hop = hop
  }

  /// Sends the request. Called once.
  func begin() {
    connections.deadlines.add(self, at: start + request.timeout)
    guard connections.depart(self) else { return finish(.failure(ConnectionPool.shutDownFailure(url: request.url))) }
  }

  func cancel() { stop(for: .cancelled) }

  func stop(for reason: Progress.Stop) {
    guard !isOver.load(ordering: .acquiring) else { return }
    onLoop { exchange in
      if exchange.progress.stop == nil { exchange.progress.stop = reason }
      switch exchange.step {
      case .none: break
      case .admission(let task): task.cancel()
      case .message(let carriage):
        carriage.abandon()
        exchange.fail(CancellationError())
      // A server that is asked for its certificates may take its time; nobody waits for the reason any more.
      case .report(var report):
        report.progress = exchange.progress
        exchange.finish(.failure(report.stopped))
      }
    }
  }

  private func onLoop(_ body: @escaping @Sendable (Exchange) -> Void) {
    guard connections.execute({ body(self) }) else {
      return finish(.failure(ConnectionPool.shutDownFailure(url: request.url)))
    }
  }

  private func finish(_ outcome: HTTPOutcome) {
    guard isOver.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      return
    }
    connections.deadlines.remove(self)
    let completion = completion.take()
    completion?(outcome)
  }
}

// MARK: Sending

extension Exchange {
  /// It is the hop's turn. Called on the event loop.
  func depart() {
    if let admission = departure.admission { send(admission) } else { admit() }
  }

  private static func departure(of hop: Hop, _ connections: ConnectionPool) throws(HTTPFailure) -> Departure {
    let proxy = try connections.settings.proxies.proxy(for: hop.url)
    return Departure(
      message: hop.message(defaults: connections.settings), proxy: proxy,
      admission: connections.gate.admitted(hop.url, isProxied: proxy != nil))
  }

  /// The first request to a host: its name must be resolved before anything is sent.
  private func admit() {
    let task = Task { [connections, url = hop.url, isProxied = departure.proxy != nil] in
      do throws(HTTPFailure) {
        let admission = try await connections.gate.admit(url, isProxied: isProxied)
        onLoop { $0.send(admission) }
      } catch {
        onLoop { $0.fail(error) }
      }
    }
    step = .admission(task)
    if progress.stop != nil { task.cancel() }
  }

  private func send(_ admission: NetworkPolicy.Admission) {
    guard progress.stop == nil else { return fail(CancellationError()) }
    let endpoint = Endpoint(hop.url, verify: request.verify, proxy: departure.proxy, admission: admission)
    (progress.phase, progress.bytesReceived, reception) = (.head, 0, .waiting)
    let carriage = Carriage(departure.message, receiver: self)
    step = .message(carriage)
    connections.carry(carriage, to: endpoint)
  }

  /// A redirect has come, and as much of its body as is of interest.
  func follow(_ next: Hop) {
    step = .none
    visited.append(hop.url)
    hop = next
    do throws(HTTPFailure) {
      departure = try Self.departure(of: next, connections)
      // Not from inside the end of this one: its connection is not free yet.
      onLoop { $0.depart() }
    } catch {
      finish(.failure(error))
    }
  }

  /// The final answer has come.
  func finish(with body: CollectedBody) throws {
    guard var answer = answer.take() else { return }
    answer.body = try body.finish()
    answer.charge = body.charge
    answer.url = visited.isEmpty ? request.normalURL : hop.url.description
    answer.redirectedFrom = visited.map(\.description)
    answer.elapsed = ContinuousClock.now - start
    self.answer = answer
    connections.deliver(self)
  }

  /// Hands over the answer that has come. Called on the event loop.
  func arrive() {
    if let answer = answer.take() { finish(.success(answer)) }
  }

  /// Where the chain has been, for a redirect that has come.
  func next(status: Int, location: String?) throws(HTTPFailure) -> Hop? {
    try hop.following(status: status, location: location, visited: visited)
  }

  /// Gives up what is left of the message that goes on now.
  func abandonMessage() {
    if case .message(let carriage) = step { carriage.abandon() }
  }

  func fail(_ error: any Error) {
    let report = FailureReport(
      request: hop.request, url: hop.url, proxy: departure.proxy, progress: progress, connections: connections)
    step = .report(report)
    Task { finish(.failure(await report.failure(for: error))) }
  }
}
