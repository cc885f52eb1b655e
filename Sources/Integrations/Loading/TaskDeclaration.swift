package import Lua

/// What `task{}` declares.
package struct TaskDeclaration: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case collector, insight

    /// The order of a task that gives none.
    package var defaultOrder: Int { self == .collector ? 100 : 500 }
    /// Where files of this kind live.
    package var folder: String { rawValue + "s" }
  }

  package var name: String
  package var title: String
  package var description: String?
  package var kind: Kind
  package var severity: Severity
  package var order: Int
  package var isEnabled: Bool
  package var dependsOn: [String]
  package var timeout: Duration?
  package var remediation: String?
  package var references: [String]
  /// `run`, anchored in the state that loaded it.
  package var run: LuaReference
  package var location: SourceLocation
  /// The file whose loading declared it; ``location`` may be in a module that the file called.
  package var file = ""
}

/// How bad a violation is; ordered.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case low, medium, high, critical

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    case .critical: 3
    }
  }
}

/// A line of an author's file.
package struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// Relative to the integration's folder: `collectors/list_items.lua`.
  package var file: String
  package var line: Int?

  package init(file: String, line: Int? = nil) {
    self.file = file
    self.line = line
  }

  package var description: String { line.map { "\(file):\($0)" } ?? file }
}

/// What `runner{}` declares.
package struct RunnerDeclaration: Sendable {
  package var name: String
  package var stageOne: LuaReference?
  package var location: SourceLocation
}
