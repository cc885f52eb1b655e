/// Why a run of a session was started.
struct DevTrigger: Sendable {
  enum Cause: Sendable, Hashable {
    case start
    /// Files were saved, as they are shown.
    case save(Set<String>)
    /// A key asked for all.
    case key
  }

  var cause: Cause
  /// When that was: nanoseconds since 1970.
  var instant: Int64

  /// One that stands for this and a later one.
  func merged(with later: DevTrigger) -> DevTrigger {
    if case .save(let one) = cause, case .save(let other) = later.cause {
      return DevTrigger(cause: .save(one.union(other)), instant: later.instant)
    }
    return DevTrigger(cause: cause == .start ? .start : later.cause, instant: later.instant)
  }

  /// Whether every task leaves its line.
  var showsAll: Bool { if case .save = cause { false } else { true } }

  var paths: Set<String> { if case .save(let paths) = cause { paths } else { [] } }
}
