import LuaSyntax

/// Local variables that are never read; names that start with `_` are meant to be so.
struct UnusedLocalRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unused-local", severity: .warning, summary: "A local variable is never read.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.files.flatMap { file -> [Finding] in
      let needed = placeholders(in: file)
      return (file.chunk?.variables ?? []).filter { variable in
        variable.reads == 0 && (variable.kind == .local || variable.kind == .function)
          && !variable.name.hasPrefix("_") && variable.attribute != .close
          && !needed.contains(ObjectIdentifier(variable))
      }.map { variable in
        let what = variable.kind == .function ? "function" : "variable"
        return finding(
          file, variable.span,
          "The local \(what) '\(variable.name)' is \(variable.writes > 0 ? "set but never read" : "never used").",
          fix: "Remove it, or call it '_\(variable.name)' if it must be there.")
      }
    }
  }

  /// Variables that stand before one that is read: `local ok, value = pcall(f)` needs both.
  private func placeholders(in file: LuaFile) -> Set<ObjectIdentifier> {
    var collector = Collector()
    file.chunk?.visit(&collector)
    return collector.needed
  }

  private struct Collector: SyntaxVisitor {
    var needed: Set<ObjectIdentifier> = []

    mutating func visit(_ statement: Statement, in context: VisitContext) {
      guard case .local(let variables, _) = statement.kind else { return }
      guard let last = variables.lastIndex(where: { $0.reads > 0 }) else { return }
      needed.formUnion(variables[..<last].map { ObjectIdentifier($0) })
    }
  }
}
