/// Something that is wrong, or probably wrong, in an integrations repository.
package struct Finding: Sendable, Hashable {
  package enum Severity: String, Sendable, Comparable {
    case warning, error

    package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .error }
  }

  /// The rule's id, in kebab-case.
  package var rule: String
  package var severity: Severity
  /// The file or folder, as the user can open it.
  package var file: String
  /// From 1.
  package var line: Int
  /// Unicode scalars from the start of the line, from 1.
  package var column: Int
  /// The column after the last scalar that is meant, in the same line.
  package var endColumn: Int
  /// What is wrong, in full sentences.
  package var message: String
  /// What to do.
  package var fix: String
  /// The text of the line; nil for a folder or an empty file.
  package var sourceLine: String?
}

extension Finding: Comparable {
  package static func < (left: Finding, right: Finding) -> Bool {
    (left.file, left.line, left.column, left.rule, left.message)
      < (right.file, right.line, right.column, right.rule, right.message)
  }
}
