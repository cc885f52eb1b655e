package import Integrations
import Synchronization

/// The time of a replay, for the layers above ``ReplayTransport``: a pause is over at once, and it is as much later then.
package final class ReplayClock: Sendable {
  private let base: JobClock
  private let skipped = Mutex<UInt64>(0)

  package init(_ base: JobClock = .system) { self.base = base }

  package var clock: JobClock {
    JobClock(now: base.now, monotonic: { self.now }, wait: { self.skip(to: $0) })
  }

  private var now: UInt64 { base.monotonic() + skipped.withLock { $0 } }

  private func skip(to instant: UInt64) {
    let now = now
    if instant > now { skipped.withLock { $0 += instant - now } }
  }
}
