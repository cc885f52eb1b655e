import Integrations
import Synchronization

/// Time that passes only where somebody waits, and then at once.
final class VirtualClock: Sendable {
  private struct State {
    var instant: UInt64 = 1_000_000_000_000
    var pauses: [Duration] = []
  }

  private static let epoch: Int64 = 1_700_000_000_000
  private let state = Mutex(State())

  /// What was waited for, in order.
  var pauses: [Duration] { state.withLock { $0.pauses } }

  func advance(_ duration: Duration) { state.withLock { $0.instant += UInt64(duration / .nanoseconds(1)) } }

  var clock: JobClock {
    JobClock(
      now: { [self] in
        Timestamp(milliseconds: Self.epoch + Int64(state.withLock { ($0.instant - 1_000_000_000_000) / 1_000_000 }))
      },
      monotonic: { [self] in state.withLock { $0.instant } },
      wait: { [self] until in
        state.withLock { state in
          guard until > state.instant else { return }
          state.pauses.append(.nanoseconds(Int64(until - state.instant)))
          state.instant = until
        }
      })
  }
}
