/// What a file in an integration's folder is to a run.
package enum SourceKind: Hashable, Sendable {
  /// Declares tasks: `collectors/*.lua` and `insights/*.lua` whose names do not begin with "_".
  case tasks
  /// `entry.lua`, or a file that others may require: what it is for cannot be told from outside.
  case shared
  /// Nothing that a run looks at: texts, the author's tests, fixtures.
  case other

  /// - Parameter path: relative to the integration's folder.
  package init(_ path: String) {
    let parts = path.split(separator: "/")
    guard path.hasSuffix(".lua"), let name = parts.last, let folder = parts.first else {
      self = .other
      return
    }
    switch (String(folder), parts.count) {
    case ("collectors", 2), ("insights", 2): self = name.hasPrefix("_") ? .shared : .tasks
    case ("tests", 2...): self = .other
    default: self = .shared
    }
  }
}
