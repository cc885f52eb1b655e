import Synchronization

/// The time limits of all exchanges under way. One sleeping task serves them all: a timer of its own for each would wake
/// the event loop twice a request.
final class Deadlines: Sendable {
  private struct Entry {
    var instant: ContinuousClock.Instant
    var exchange: Exchange
  }

  private struct State {
    /// By their numbers; nil where a number is free.
    var entries: [Entry?] = []
    var free: [Int] = []
    /// When the sleeper wakes; nil where none sleeps.
    var alarm: ContinuousClock.Instant?
    var sleeper: Task<Void, Never>?

    mutating func take(_ number: Int) -> Exchange? {
      guard let entry = entries[number] else { return nil }
      entries[number] = nil
      free.append(number)
      entry.exchange.deadline = nil
      return entry.exchange
    }
  }

  private let state = Mutex(State())

  deinit { state.withLock { $0.sleeper?.cancel() } }

  /// Stops the exchange at an instant, unless ``remove(_:)`` comes first.
  func add(_ exchange: Exchange, at instant: ContinuousClock.Instant) {
    state.withLock { state in
      let entry = Entry(instant: instant, exchange: exchange)
      let number = state.free.popLast() ?? state.entries.count
      if number < state.entries.count { state.entries[number] = entry } else { state.entries.append(entry) }
      if state.alarm.map({ instant < $0 }) ?? true { sleep(until: instant, &state) }
      exchange.deadline = number
    }
  }

  func remove(_ exchange: Exchange) {
    state.withLock { state in
      if let number = exchange.deadline { _ = state.take(number) }
    }
  }

  private func sleep(until instant: ContinuousClock.Instant, _ state: inout State) {
    state.sleeper?.cancel()
    state.alarm = instant
    state.sleeper = Task { [weak self] in
      guard (try? await Task.sleep(until: instant, clock: .continuous)) != nil else { return }
      self?.strikeDue()
    }
  }

  private func strikeDue() {
    let due = state.withLock { state in
      let now = ContinuousClock.now
      let due = state.entries.indices.filter { state.entries[$0].map { $0.instant <= now } ?? false }
      let exchanges = due.compactMap { state.take($0) }
      (state.alarm, state.sleeper) = (nil, nil)
      if let next = state.entries.lazy.compactMap({ $0?.instant }).min() { sleep(until: next, &state) }
      return exchanges
    }
    for exchange in due { exchange.stop(for: .timeLimit) }
  }
}
