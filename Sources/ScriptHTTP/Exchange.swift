import AsyncHTTPClient
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
    case message(HTTPClient.Task<Void>)
    case report(FailureReport)
  }

  let request: HTTPRequest
  let clients: ClientPool
  let loop: any EventLoop
  private let deadlines: Deadlines
  private let isOver = Atomic(false)
  /// Taken by whoever sets ``isOver``. What it holds on to may hold on to this exchange, until then.
  private var completion: (@Sendable (HTTPOutcome) -> Void)?

  private let start = ContinuousClock.now
  private var deadline = 0
  private var step = Step.none
  private var visited: [HTTPURL] = []
  private var proxy: ProxyAddress?
  private(set) var hop: Hop
  var progress = Progress()
  var reception = Reception.waiting

  /// - Throws: `protocol`, where the request cannot be sent as it is; `cancelled` where the pool is shut down.
  init(
    _ request: HTTPRequest, clients: ClientPool, deadlines: Deadlines,
    completion: @escaping @Sendable (HTTPOutcome) -> Void
  ) throws(HTTPFailure) {
    self.request = request
    self.clients = clients
    self.deadlines = deadlines
    self.completion = completion
    loop = try clients.eventLoopGroup(for: request.url).any()
    hop = try Hop(request)
  }

  /// Sends the request. Called once.
  func begin() {
    deadline = deadlines.add(after: request.timeout) { [self] in stop(for: .timeLimit) }
    onLoop { $0.sendHop() }
  }

  func cancel() { stop(for: .cancelled) }

  private func stop(for reason: Progress.Stop) {
    guard !isOver.load(ordering: .acquiring) else { return }
    onLoop { exchange in
      if exchange.progress.stop == nil { exchange.progress.stop = reason }
      switch exchange.step {
      case .none: break
      case .admission(let task): task.cancel()
      case .message(let task): task.fail(reason: CancellationError())
      // A server that is asked for its certificates may take its time; nobody waits for the reason any more.
      case .report(var report):
        report.progress = exchange.progress
        exchange.finish(.failure(report.stopped))
      }
    }
  }

  private func onLoop(_ body: @escaping @Sendable (Exchange) -> Void) {
    guard clients.perform({ body(self) }) else { return finish(.failure(ClientPool.shutDownFailure(url: request.url))) }
  }

  private func finish(_ outcome: HTTPOutcome) {
    guard isOver.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      return
    }
    deadlines.remove(deadline)
    let completion = completion.take()
    completion?(outcome)
  }
}

// MARK: Sending

extension Exchange {
  private func sendHop() {
    do throws(HTTPFailure) {
      proxy = try clients.settings.proxies.proxy(for: hop.url)
      if let admission = clients.gate.admitted(hop.url, isProxied: proxy != nil) {
        send(admission)
      } else {
        admit()
      }
    } catch {
      finish(.failure(error))
    }
  }

  /// The first request to a host: its name must be resolved before anything is sent.
  private func admit() {
    let task = Task { [clients, url = hop.url, isProxied = proxy != nil] in
      do throws(HTTPFailure) {
        let admission = try await clients.gate.admit(url, isProxied: isProxied)
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
    do {
      let key = ClientPool.Key(verify: request.verify, proxy: proxy, admission: proxy == nil ? admission : nil)
      let client = try clients.client(for: key, url: hop.url)
      let message = try hop.message(defaults: clients.settings)
      (progress.phase, progress.bytesReceived, reception) = (.head, 0, .waiting)
      let task = client.execute(request: message, delegate: self, eventLoop: .delegate(on: loop))
      step = .message(task)
      task.futureResult.whenComplete { [self] in ended($0) }
    } catch {
      fail(error)
    }
  }

  /// One request of the chain is over.
  private func ended(_ result: Result<Void, any Error>) {
    step = .none
    guard progress.stop == nil else { return fail(CancellationError()) }
    switch (reception, result) {
    // How the body of a redirect ended is of no interest.
    case (.draining(let next, _), _):
      visited.append(hop.url)
      hop = next
      sendHop()
    case (.collected(let answer), .success):
      var answer = answer
      answer.url = hop.url.description
      answer.redirectedFrom = visited.map(\.description)
      answer.elapsed = ContinuousClock.now - start
      finish(.success(answer))
    case (_, .failure(let error)): fail(error)
    // There is no success without a head and the end of its body.
    case (_, .success): fail(HTTPClientError.remoteConnectionClosed)
    }
  }

  /// Where the chain has been, for a redirect that has come.
  func next(status: Int, location: String?) throws(HTTPFailure) -> Hop? {
    try hop.following(status: status, location: location, visited: visited)
  }

  /// Gives up the message that goes on now.
  func abandonMessage() {
    if case .message(let task) = step { task.fail(reason: CancellationError()) }
  }

  private func fail(_ error: any Error) {
    let report = FailureReport(request: hop.request, url: hop.url, proxy: proxy, progress: progress, clients: clients)
    step = .report(report)
    Task { finish(.failure(await report.failure(for: error))) }
  }
}
