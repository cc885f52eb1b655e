/// Changes that come close after one another, which are told of as one: an editor that saves does several things.
///
/// Instants are nanoseconds of any clock that does not go back.
struct Burst {
  /// It is over when nothing came for so long …
  static let quiet: UInt64 = 15_000_000
  /// … or when it has lasted for so long: who writes without a pause is told of too.
  static let longest: UInt64 = 200_000_000

  private(set) var changes = FileChanges()
  private var first: UInt64 = 0
  private var last: UInt64 = 0

  mutating func add(_ more: FileChanges, at now: UInt64) {
    guard !more.isEmpty else { return }
    if changes.isEmpty { first = now }
    last = now
    changes.merge(more)
  }

  /// When it is over, if nothing more comes; nil where there is none.
  var end: UInt64? { changes.isEmpty ? nil : min(last + Self.quiet, first + Self.longest) }

  /// Takes the changes of a burst that is over.
  mutating func take(at now: UInt64) -> FileChanges? {
    guard let end, now >= end else { return nil }
    defer { changes = FileChanges() }
    return changes
  }
}
