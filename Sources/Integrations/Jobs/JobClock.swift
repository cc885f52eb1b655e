import Lua

#if canImport(Glibc)
  import Glibc
#endif

/// The time that a job sees; tests put their own in its place.
package struct JobClock: Sendable {
  /// The instant now.
  package var now: @Sendable () -> Timestamp
  /// Nanoseconds of a clock that never goes back: `CLOCK_MONOTONIC`.
  package var monotonic: @Sendable () -> UInt64
  /// Returns when the monotonic clock has reached an instant, or at once when the task is cancelled.
  package var wait: @Sendable (_ until: UInt64) async -> Void

  package init(
    now: @escaping @Sendable () -> Timestamp, monotonic: @escaping @Sendable () -> UInt64,
    wait: @escaping @Sendable (UInt64) async -> Void
  ) {
    self.now = now
    self.monotonic = monotonic
    self.wait = wait
  }

  /// The machine's clocks.
  package static let system = JobClock(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    },
    monotonic: { LuaState.now },
    wait: { instant in
      let now = LuaState.now
      if instant > now { try? await Task.sleep(nanoseconds: instant - now) }
    })
}
