import LuaSyntax

/// What a rule is about.
package struct RuleDescription: Sendable, Hashable {
  /// In kebab-case.
  package var id: String
  package var severity: Finding.Severity
  /// What it finds, in a line.
  package var summary: String
}

/// Something that `luahost check` looks for.
protocol Rule: Sendable {
  static var description: RuleDescription { get }
}

/// A rule about the repository as a whole.
protocol RepositoryRule: Rule {
  func check(_ repository: RepositorySubject) -> [Finding]
}

/// A rule about one integration.
protocol IntegrationRule: Rule {
  func check(_ integration: IntegrationSubject) -> [Finding]
}

extension Rule {
  func finding(_ text: SourceText, _ range: Range<Int>, _ message: String, fix: String) -> Finding {
    text.finding(Self.description, range, message, fix: fix)
  }

  func finding(_ file: LuaFile, _ span: SourceSpan, _ message: String, fix: String) -> Finding {
    finding(file.text, span.start.offset..<max(span.start.offset, span.end), message, fix: fix)
  }

  /// At the first word of a line; at the start of the file where the line is not known.
  func finding(_ text: SourceText, line: Int?, _ message: String, fix: String) -> Finding {
    finding(text, text.firstWord(ofLine: line ?? 1), message, fix: fix)
  }

  /// About a folder, or a file that is not there.
  func finding(path: String, _ message: String, fix: String) -> Finding {
    Finding(
      rule: Self.description.id, severity: Self.description.severity, file: path, line: 1, column: 1, endColumn: 1,
      message: message, fix: fix)
  }
}
