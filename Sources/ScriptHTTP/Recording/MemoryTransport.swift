package import Integrations
import Synchronization

/// Answers the requests of one run from an ``ExchangeMemory``, and fetches what is not there; or fetches all of it anew.
package final class MemoryTransport: HTTPTransport {
  /// How the requests of a run were answered.
  package struct Counts: Sendable, Hashable {
    package var replayed = 0
    package var live = 0
    /// Those that had no recording, where nothing may be sent.
    package var missing = 0

    package init(replayed: Int = 0, live: Int = 0, missing: Int = 0) {
      self.replayed = replayed
      self.live = live
      self.missing = missing
    }
  }

  private struct State {
    var counts = Counts()
    var used: Set<Int> = []
    var fetched: [ExchangeMemory.Exchange] = []
    var isCommitted = false
  }

  private let memory: ExchangeMemory
  private let shelf: ExchangeMemory.Shelf
  private let network: (any HTTPTransport)?
  private let isLive: Bool
  private let state = Mutex(State())

  /// - Parameters:
  ///   - network: what fetches; nil where nothing may be sent. It is not shut down with this.
  ///   - isLive: whether all is fetched, whatever is recorded.
  package init(_ memory: ExchangeMemory, network: (any HTTPTransport)?, isLive: Bool) {
    self.memory = memory
    self.network = network
    self.isLive = isLive
    shelf = memory.shelf
  }

  package var counts: Counts { state.withLock { $0.counts } }

  /// Whether all of the run was replayed so far: pauses are for servers.
  package var isReplay: Bool { !isLive && counts.live == 0 }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    if !isLive, let answer = recorded(request) {
      state.withLock { $0.counts.replayed += 1 }
      return try answer.get().accepted(by: request)
    }
    guard let network else { throw miss(request) }
    state.withLock { $0.counts.live += 1 }
    let result: Result<HTTPResponse, HTTPFailure>
    do throws(HTTPFailure) {
      result = .success(try await network.send(request))
    } catch {
      result = .failure(error)
    }
    keep(result, of: request)
    return try result.get()
  }

  /// The network serves other runs.
  package func shutdown() async {}

  private func recorded(_ request: HTTPRequest) -> Result<HTTPResponse, HTTPFailure>? {
    let masked = memory.mask.masked(request)
    let key = RequestKey(masked)
    return state.withLock { state in
      shelf.shelf.take(masked, key: key, requester: request.requester, used: &state.used)
        .map { shelf.exchanges[$0].answer }
    }
  }

  /// An answer that nobody waited for is none.
  private func keep(_ result: Result<HTTPResponse, HTTPFailure>, of request: HTTPRequest) {
    var kept = result
    if case .success(var response) = result {
      response.charge = nil
      kept = .success(response)
    } else if case .failure(let failure) = result, failure.kind == .cancelled {
      return
    }
    let recording = Recording(
      requester: request.requester, request: memory.mask.masked(request), outcome: memory.mask.masked(kept))
    let exchange = ExchangeMemory.Exchange(recording: recording, answer: kept, key: RequestKey(recording.request))
    state.withLock { $0.fetched.append(exchange) }
  }

  private func miss(_ request: HTTPRequest) -> HTTPFailure {
    state.withLock { $0.counts.missing += 1 }
    let masked = memory.mask.masked(request)
    let key = RequestKey(masked)
    let entries = shelf.exchanges.map { exchange in
      RecordingFolder.Entry(
        path: "\(exchange.recording.request.method) \(exchange.recording.request.url)", recording: exchange.recording)
    }
    let report = MissReport(
      request: masked, key: key, entries: entries, given: shelf.shelf[key], folder: "the last run's recordings")
    return HTTPFailure(
      kind: .unrecorded, message: "\(report.text) Nothing is sent with --offline; without it, it would be fetched.",
      url: masked.url)
  }

  /// Hands what was fetched to the memory; the first call counts.
  /// - Parameters:
  ///   - ran: the tasks that ran; nil for all of them.
  ///   - isWhole: whether they ran to their end. What is fetched anew by a run that did not replaces nothing.
  package func commit(ran: Set<String>?, isWhole: Bool) {
    let taken: (fetched: [ExchangeMemory.Exchange], used: Set<Int>)? = state.withLock { state in
      defer { state.isCommitted = true }
      return state.isCommitted ? nil : (state.fetched, state.used)
    }
    guard let (fetched, used) = taken else { return }
    let tasks = (ran ?? []).union(["stage_one"])
    if !isLive {
      memory.add(fetched, replacing: [], ran: isWhole ? tasks : [], used: used)
    } else if isWhole {
      memory.add(fetched, replacing: ran == nil ? nil : tasks, ran: [], used: [])
    } else if shelf.exchanges.isEmpty {
      memory.add(fetched, replacing: [], ran: [], used: [])
    }
  }
}
