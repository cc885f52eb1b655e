import Synchronization

@testable import Integrations

/// A clock that never lets anybody wait: whoever waits for an instant within the hour finds it reached.
final class VirtualClock: Sendable {
  private let skipped = Mutex<UInt64>(0)
  private static let hour: UInt64 = 3_600_000_000_000

  var clock: JobClock {
    JobClock(
      now: JobClock.system.now, monotonic: { self.now },
      wait: { instant in
        let distance = instant > self.now ? instant - self.now : 0
        guard distance < Self.hour else { return await JobClock.system.wait(instant) }
        self.skipped.withLock { $0 += distance }
      })
  }

  private var now: UInt64 { JobClock.system.monotonic() + skipped.withLock { $0 } }
}
