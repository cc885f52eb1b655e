import Integrations
import Synchronization

/// Where the requests of a client wait until its limits let them on: the outside of ``Admission``.
final class Gate: Sendable {
  enum Passage: Sendable { case admitted, expired, cancelled }

  private struct State {
    var admission: Admission
    var waiters: [Int: @Sendable (Passage) -> Void] = [:]
    var lastID = 0
    var timer: (instant: UInt64, task: Task<Void, Never>)?
  }

  private let state: Mutex<State>
  private let clock: JobClock

  init(_ limits: HTTPClientLimits, clock: JobClock) {
    state = Mutex(State(admission: Admission(limits)))
    self.clock = clock
  }

  deinit { state.withLock { $0.timer?.task.cancel() } }

  /// Who waits; it can be cancelled.
  struct Ticket: HTTPExchange {
    fileprivate let gate: Gate
    fileprivate let id: Int

    func cancel() {
      gate.change { state in
        guard state.admission.cancel(id), let waiter = state.waiters.removeValue(forKey: id) else { return [] }
        return [(waiter, .cancelled)]
      }
    }
  }

  /// Calls `waiter` when its turn has come, perhaps at once. Who was admitted must ``leave()``.
  /// - Parameter deadline: by the monotonic clock.
  func enter(deadline: UInt64?, _ waiter: @escaping @Sendable (Passage) -> Void) -> Ticket {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    change { state in
      state.admission.enter(id, deadline: deadline)
      state.waiters[id] = waiter
      return []
    }
    return Ticket(gate: self, id: id)
  }

  /// Waits for a turn.
  func enter(deadline: UInt64?) async -> Passage {
    let relay = HTTPExchangeRelay()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        relay.follow(enter(deadline: deadline) { continuation.resume(returning: $0) })
      }
    } onCancel: {
      relay.cancel()
    }
  }

  func leave() {
    change { state in
      state.admission.leave()
      return []
    }
  }

  /// Lets nobody on for a time.
  func hold(for pause: Duration) {
    let instant = clock.monotonic() + UInt64(max(0, pause / .nanoseconds(1)))
    change { state in
      state.admission.hold(until: instant)
      return []
    }
  }

  /// Changes the state, and wakes those for whom that changes something.
  private func change(_ body: (inout State) -> [(@Sendable (Passage) -> Void, Passage)]) {
    let now = clock.monotonic()
    let woken = state.withLock { state in
      var woken = body(&state)
      let outcome = state.admission.advance(to: now)
      for (ids, passage) in [(outcome.admitted, Passage.admitted), (outcome.expired, .expired)] {
        woken += ids.compactMap { state.waiters.removeValue(forKey: $0) }.map { ($0, passage) }
      }
      setTimer(&state)
      return woken
    }
    for (waiter, passage) in woken { waiter(passage) }
  }

  private func setTimer(_ state: inout State) {
    guard let instant = state.admission.nextInstant() else {
      state.timer?.task.cancel()
      state.timer = nil
      return
    }
    guard instant != state.timer?.instant else { return }
    state.timer?.task.cancel()
    let task = Task { [weak self, clock] in
      await clock.wait(instant)
      if !Task.isCancelled { self?.strike(instant) }
    }
    state.timer = (instant, task)
  }

  private func strike(_ instant: UInt64) {
    change { state in
      if state.timer?.instant == instant { state.timer = nil }
      return []
    }
  }
}
