package import Integrations
import Synchronization

/// The time of a replay, for the layers above ``ReplayTransport``: a pause is over at once, and it is as much later then.
package final class ReplayClock: Sendable {
  private let base: JobClock
  private let isSkipping: @Sendable () -> Bool
  private let skipped = Mutex<UInt64>(0)

  /// - Parameter isSkipping: false where a pause is to be kept, as the network takes part.
  package init(_ base: JobClock = .system, isSkipping: @escaping @Sendable () -> Bool = { true }) {
    self.base = base
    self.isSkipping = isSkipping
  }

  package var clock: JobClock {
    JobClock(now: base.now, monotonic: { self.now }, wait: { await self.wait(until: $0) })
  }

  private var now: UInt64 { base.monotonic() + skipped.withLock { $0 } }

  private func wait(until instant: UInt64) async {
    let now = now
    guard instant > now else { return }
    if isSkipping() {
      skipped.withLock { $0 += instant - now }
    } else {
      await base.wait(base.monotonic() + (instant - now))
    }
  }
}
