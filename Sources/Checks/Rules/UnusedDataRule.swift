import Integrations

/// Collectors whose data no other task reads.
struct UnusedDataRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unused-data", severity: .warning, summary: "No task reads what a collector fetches.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    let tasks = integration.inspection.tasks
    guard integration.isWhole, tasks.contains(where: { $0.kind == .insight }), let read = read(integration) else {
      return []
    }
    return tasks.filter { $0.kind == .collector && $0.isEnabled && !read.contains($0.name) }.compactMap { task in
      guard let file = integration.file(task.location.file) else { return nil }
      let message = "No task reads the data of the collector '\(task.name)'."
      let fix = "Read it with ctx.get_data(\"\(task.name)\"), or remove the collector."
      if let name = integration.site(of: task)?.name { return finding(file, name.span, message, fix: fix) }
      return finding(file.text, line: task.location.line, message, fix: fix)
    }
  }

  /// The tasks that others read; nil where a name is made up while the script runs.
  private func read(_ integration: IntegrationSubject) -> Set<String>? {
    var names: Set<String> = []
    for use in integration.uses where ContextUse.taskFunctions.contains(use.member) {
      guard use.isCall else { return nil }
      guard use.argument != nil else { continue }
      guard let values = use.values else { return nil }
      names.formUnion(values.map(\.value))
    }
    return names
  }
}
