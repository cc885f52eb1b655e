import LuaSyntax

/// Files that are no Lua 5.4.
struct SyntaxRule: IntegrationRule {
  static let description = RuleDescription(id: "syntax", severity: .error, summary: "A file is no Lua 5.4.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.files.compactMap { file in
      guard let error = file.error else { return nil }
      return finding(
        file, error.span, "Syntax error: \(error.message).",
        fix: "Correct the line, or the one before it; no other rule can read the file until then.")
    }
  }
}
