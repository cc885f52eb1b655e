import Integrations

/// Names in `depends_on`: unknown ones, later ones, circles.
struct TaskGraphRule: IntegrationRule {
  static let description = RuleDescription(
    id: "task-graph", severity: .error,
    summary: "depends_on names what does not exist, runs later, or goes in a circle.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.inspection.faults.compactMap { fault in
      guard case .dependency(let dependency, of: let name) = fault.kind,
        let task = integration.inspection.tasks.first(where: { $0.name == name }),
        let file = integration.file(task.location.file)
      else { return nil }
      let fix = "Correct depends_on of '\(name)', or remove '\(dependency)' from it."
      let literal = integration.site(of: task)?.dependencies.first { $0.value == dependency }
      if let literal { return finding(file, literal.span, fault.error.message, fix: fix) }
      return finding(file.text, line: task.location.line, fault.error.message, fix: fix)
    }
  }
}
