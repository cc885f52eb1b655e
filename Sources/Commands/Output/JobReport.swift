import Integrations

/// The end of a pretty run: the violations, worst first, and one line that sums up.
struct JobReport {
  private let result: JobResult
  private let console: Console
  private let folder: String

  init(_ result: JobResult, console: Console, folder: String) {
    self.result = result
    self.console = console
    self.folder = folder
  }

  var text: String {
    var text = ""
    let byTask = Dictionary(grouping: result.violations) { $0.taskName }
    let order = result.tasks.enumerated().filter { byTask[$0.element.name] != nil }
    let worstFirst = order.sorted { left, right in
      let (a, b) = (worst(byTask[left.element.name]), worst(byTask[right.element.name]))
      return a == b ? left.offset < right.offset : a > b
    }
    for (_, task) in worstFirst { text += section(task, byTask[task.name] ?? []) }
    if let error = result.error {
      text += "\n" + console.paint("The job ended early: ", .red, .bold) + Console.plain(error) + "\n"
    }
    return text + "\n" + summary + "\n"
  }

  private func worst(_ violations: [Violation]?) -> Severity { violations?.map(\.severity).max() ?? .low }

  private func section(_ task: TaskResult, _ violations: [Violation]) -> String {
    var text = "\n" + badge(worst(violations)) + " " + console.paint(Console.plain(task.title), .bold)
    text += console.paint("  \(task.name)", .dim) + "\n"
    for violation in violations { text += line(violation, of: task) }
    if let remediation = task.remediation { text += indented("fix: ", Console.plain(remediation)) }
    for reference in task.references { text += indented("see: ", Console.plain(reference)) }
    if !task.controls.isEmpty {
      text += indented(
        "for: ", Console.plain(task.controls.map { "\($0.framework) \($0.controlID)" }.joined(separator: ", ")))
    }
    return text
  }

  private func line(_ violation: Violation, of task: TaskResult) -> String {
    let resource = violation.resourceID.map { console.paint(Console.plain($0), .cyan) + "  " } ?? ""
    let severity = violation.severity == task.severity ? "" : " (\(violation.severity.rawValue))"
    return "    \(resource)\(Console.plain(violation.description))\(severity)\n"
  }

  private func indented(_ label: String, _ text: String) -> String {
    "      " + console.paint(label, .dim) + text + "\n"
  }

  private func badge(_ severity: Severity) -> String {
    let name = severity.rawValue.uppercased()
    let padded = name + String(repeating: " ", count: 8 - name.count)
    switch severity {
    case .critical: return console.paint(padded, .magenta, .bold)
    case .high: return console.paint(padded, .red, .bold)
    case .medium: return console.paint(padded, .yellow)
    case .low: return console.paint(padded, .cyan)
    }
  }

  private var summary: String {
    var parts: [String] = []
    let failed = result.tasks.count { $0.hasFailed }
    let skipped = result.tasks.count { $0.status == .skipped }
    let done = result.tasks.count { $0.status == .done } - failed
    parts.append(violationCount)
    parts.append("\(done) \(done == 1 ? "task" : "tasks") done")
    if failed > 0 { parts.append(console.paint("\(failed) failed", .red, .bold)) }
    if skipped > 0 { parts.append("\(skipped) skipped") }
    parts.append(result.duration.brief)
    return parts.joined(separator: console.paint(" · ", .dim))
  }

  private var violationCount: String {
    let count = result.violations.count
    guard count > 0 else { return console.paint("no violations", .green) }
    let kinds = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = result.violations.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let text = "\(count) \(count == 1 ? "violation" : "violations") (\(kinds.joined(separator: ", ")))"
    return console.paint(text, .yellow, .bold)
  }
}
