import Integrations

/// Who of those that wait may send a request now: the rate and the concurrency of one client, first come, first served.
///
/// A pure state machine: instants in nanoseconds come in, numbers of those who go on come out.
struct Admission {
  struct Outcome: Equatable {
    /// In the order in which they came.
    var admitted: [Int] = []
    /// Those whose time was over before their turn came.
    var expired: [Int] = []
  }

  /// Nanoseconds from one request to the next at the full rate; 0 for no limit.
  private let interval: UInt64
  /// How far ``nextSlot`` may lie ahead: what makes a burst (the "generic cell rate algorithm", a token bucket that
  /// needs no timer).
  private let tolerance: UInt64
  private let concurrency: Int

  /// When the bucket would be full again, and one more request is due.
  private var nextSlot: UInt64 = 0
  private var running = 0
  private var heldUntil: UInt64 = 0
  private var queue: [Int] = []
  private var head = 0
  private var deadlines: [Int: UInt64] = [:]
  /// How many of those that wait have a deadline: mostly none, and nobody is looked for then.
  private var bounded = 0

  init(_ limits: HTTPClientLimits) {
    if let rate = limits.rate {
      let nanoseconds = UInt64(max(1, rate.period / .nanoseconds(1)))
      interval = max(1, (nanoseconds + UInt64(rate.requests) - 1) / UInt64(rate.requests))
      tolerance = interval * UInt64(rate.burst - 1)
    } else {
      (interval, tolerance) = (0, 0)
    }
    concurrency = limits.concurrency ?? .max
  }

  /// Someone wants to send a request, and waits for it until `deadline` at most.
  mutating func enter(_ id: Int, deadline: UInt64? = nil) {
    queue.append(id)
    deadlines[id] = deadline ?? .max
    if deadline != nil { bounded += 1 }
  }

  /// Someone who was admitted is done.
  mutating func leave() { running -= 1 }

  /// Someone does not wait any more. False where they did not wait.
  mutating func cancel(_ id: Int) -> Bool { forget(id) }

  /// Nobody goes on before an instant: the server asked for a pause.
  mutating func hold(until instant: UInt64) { heldUntil = max(heldUntil, instant) }

  /// Lets on whom the limits let on, and sends away whose time is over.
  mutating func advance(to now: UInt64) -> Outcome {
    var outcome = Outcome()
    while let id = first {
      if let deadline = deadlines[id], deadline <= now {
        outcome.expired.append(id)
      } else if running < concurrency, now >= opening {
        outcome.admitted.append(id)
        running += 1
        if interval > 0 { nextSlot = max(nextSlot, now) + interval }
      } else {
        break
      }
      forget(id)
      head += 1
    }
    guard bounded > 0 else { return outcome }
    for id in queue[head...] where deadlines[id].map({ $0 <= now }) ?? false {
      outcome.expired.append(id)
      forget(id)
    }
    return outcome
  }

  /// When ``advance(to:)`` is worth a call even if nobody comes or leaves; nil where it is not.
  mutating func nextInstant() -> UInt64? {
    guard first != nil else { return nil }
    let opens = running < concurrency ? opening : .max
    let instant = bounded > 0 ? min(opens, deadlines.values.min() ?? .max) : opens
    return instant == .max ? nil : instant
  }

  @discardableResult private mutating func forget(_ id: Int) -> Bool {
    guard let deadline = deadlines.removeValue(forKey: id) else { return false }
    if deadline != .max { bounded -= 1 }
    return true
  }

  /// When the rate lets the next one on.
  private var opening: UInt64 { max(heldUntil, nextSlot > tolerance ? nextSlot - tolerance : 0) }

  /// The first that still waits.
  private var first: Int? {
    mutating get {
      while head < queue.count, deadlines[queue[head]] == nil { head += 1 }
      if head == queue.count {
        queue.removeAll(keepingCapacity: true)
        head = 0
      } else if head > 1000, head * 2 > queue.count {
        queue.removeFirst(head)
        head = 0
      }
      return head < queue.count ? queue[head] : nil
    }
  }
}
