import Synchronization

/// How far an exchange has come: what a time limit that is hit tells the author.
final class Progress: Sendable {
  enum Phase: Sendable { case head, body }

  struct Snapshot: Sendable {
    var phase = Phase.head
    var bytesReceived = 0
    /// Whether the time limit was hit, as opposed to a cancelled job.
    var isExpired = false
  }

  private let state = Mutex(Snapshot())

  var snapshot: Snapshot { state.withLock { $0 } }

  func enter(_ phase: Phase) {
    state.withLock { ($0.phase, $0.bytesReceived) = (phase, 0) }
  }

  func received(_ bytes: Int) { state.withLock { $0.bytesReceived = bytes } }

  func expire() { state.withLock { $0.isExpired = true } }
}
