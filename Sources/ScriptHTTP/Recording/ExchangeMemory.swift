package import Integrations
import Synchronization

/// The HTTP exchanges of an author's session: in memory as they were, so that a run that is replayed can go on with what is
/// not recorded; on disk as recordings, without secrets.
///
/// ```swift
/// let memory = ExchangeMemory(secrets: [token])
/// let run = MemoryTransport(memory, network: network, isLive: false)
/// let response = try await run.send(request)
/// run.commit(ended: true)
/// try memory.save(to: RecordingFolder("integrations/x/.luahost/last/exchanges"))
/// ```
package final class ExchangeMemory: Sendable {
  struct Exchange: Sendable {
    /// Masked.
    var recording: Recording
    /// As it was.
    var answer: Result<HTTPResponse, HTTPFailure>
    var key: RequestKey
    /// How many runs of the task that asked had no use for it.
    var idleRuns = 0
  }

  /// What a run looks things up in; it does not change while the run goes on.
  struct Shelf: Sendable {
    var exchanges: [Exchange] = []
    var shelf = ReplayShelf([])
  }

  private struct State {
    var current = Shelf()
    /// How many tokens the mask had learned when the keys were made.
    var learnedCount = 0
    var isSaved = true
  }

  let mask: RecordingMask
  private let state = Mutex(State())
  /// An exchange that so many runs had no use for is forgotten: scripts that put the time into a URL make ever new ones.
  private static let mostIdleRuns = 20

  package init(secrets: [String]) { mask = RecordingMask(secrets: secrets) }

  /// One with the recordings of an earlier session, which lack what was secret in them.
  package convenience init(secrets: [String], from folder: RecordingFolder) throws(IntegrationError) {
    self.init(secrets: secrets)
    let exchanges = try folder.entries().filter { !$0.recording.isCancelled }.map { entry in
      let answer: Result<HTTPResponse, HTTPFailure> =
        switch entry.recording.outcome {
        case .response(let response): .success(response)
        case .failure(let failure): .failure(failure)
        }
      return Exchange(recording: entry.recording, answer: answer, key: RequestKey(entry.recording.request))
    }
    state.withLock { put(exchanges, &$0) }
  }

  package var count: Int { state.withLock { $0.current.exchanges.count } }

  var shelf: Shelf { state.withLock { $0.current } }

  /// Adds what a run has fetched.
  /// - Parameters:
  ///   - replaced: the tasks whose earlier exchanges go, as all of theirs were fetched anew; nil where all go.
  ///   - used: those that answered, of the shelf as it was when the run began.
  func add(_ fetched: [Exchange], replacing replaced: Set<String>?, ran: Set<String>, used: Set<Int>) {
    state.withLock { state in
      var kept: [Exchange] = []
      for (index, exchange) in state.current.exchanges.enumerated() {
        var exchange = exchange
        guard let replaced, !replaced.contains(exchange.recording.requester ?? "") else { continue }
        if used.contains(index) {
          exchange.idleRuns = 0
        } else if ran.contains(exchange.recording.requester ?? "") {
          exchange.idleRuns += 1
        }
        if exchange.idleRuns < Self.mostIdleRuns { kept.append(exchange) }
      }
      let isChanged = !fetched.isEmpty || kept.count != state.current.exchanges.count
      if isChanged { state.isSaved = false }
      if isChanged || state.learnedCount != mask.learnedCount {
        put(kept + fetched, &state)
      } else {
        state.current.exchanges = kept
      }
    }
  }

  /// Puts exchanges on the shelf, under what is left of their requests when all that is known to be secret is masked.
  private func put(_ exchanges: [Exchange], _ state: inout State) {
    state.learnedCount = mask.learnedCount
    let exchanges = exchanges.map { exchange in
      var exchange = exchange
      exchange.recording = mask.applied(to: exchange.recording)
      exchange.key = RequestKey(exchange.recording.request)
      return exchange
    }
    let shelf = ReplayShelf(exchanges.map(\.recording), keys: exchanges.map(\.key))
    state.current = Shelf(exchanges: exchanges, shelf: shelf)
  }

  /// Writes the recordings, in place of those that are there, if there are others than at the last time.
  package func save(to folder: RecordingFolder) throws(IntegrationError) {
    let exchanges: [Exchange]? = state.withLock { state in
      defer { state.isSaved = true }
      return state.isSaved ? nil : state.current.exchanges
    }
    guard let exchanges else { return }
    let stage = try RecordingStage(for: folder, mask: mask)
    for (index, exchange) in exchanges.enumerated() { stage.add(exchange.recording, start: index + 1) }
    _ = try stage.finish()
  }
}
