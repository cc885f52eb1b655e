import Integrations

/// Names of tasks in `ctx.get_data("…")` and its like.
struct UnknownTaskRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unknown-task", severity: .error, summary: "A script asks for a task that does not exist.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    guard integration.knowsTasks else { return [] }
    let names = integration.taskNames
    return integration.uses.filter { $0.isCertain && ContextUse.taskFunctions.contains($0.member) }.flatMap { use in
      (use.values ?? []).filter { !names.contains($0.value) }.map { literal in
        let nearest = Suggestion.nearest(to: literal.value, in: names)
        return finding(
          use.file, literal.span, "ctx.\(use.member): there is no task '\(literal.value)'.",
          fix: nearest.map { "Write \"\($0)\"." } ?? "Name a task that a file of collectors/ or insights/ declares.")
      }
    }
  }
}
