import Synchronization

/// The time limits of all exchanges under way. One sleeping task serves them all: a timer of its own for each would wake
/// the event loop twice a request.
final class Deadlines: Sendable {
  private struct Entry {
    var instant: ContinuousClock.Instant
    var strike: @Sendable () -> Void
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    var lastID = 0
    var sleeper: (instant: ContinuousClock.Instant, task: Task<Void, Never>)?
  }

  private let state = Mutex(State())

  deinit { state.withLock { $0.sleeper?.task.cancel() } }

  /// Calls `strike` after a time, unless ``remove(_:)`` comes first.
  func add(after duration: Duration, _ strike: @escaping @Sendable () -> Void) -> Int {
    let instant = ContinuousClock.now + duration
    return state.withLock { state in
      state.lastID += 1
      state.entries[state.lastID] = Entry(instant: instant, strike: strike)
      if instant < state.sleeper?.instant ?? instant.advanced(by: .seconds(1)) { sleep(until: instant, &state) }
      return state.lastID
    }
  }

  func remove(_ id: Int) {
    state.withLock { _ = $0.entries.removeValue(forKey: id) }
  }

  private func sleep(until instant: ContinuousClock.Instant, _ state: inout State) {
    state.sleeper?.task.cancel()
    let task = Task { [weak self] in
      guard (try? await Task.sleep(until: instant, clock: .continuous)) != nil else { return }
      self?.strikeDue()
    }
    state.sleeper = (instant, task)
  }

  private func strikeDue() {
    let due = state.withLock { state in
      let now = ContinuousClock.now
      let due = state.entries.filter { $0.value.instant <= now }
      for id in due.keys { state.entries[id] = nil }
      state.sleeper = nil
      if let next = state.entries.values.map(\.instant).min() { sleep(until: next, &state) }
      return due.values.map(\.strike)
    }
    for strike in due { strike() }
  }
}
