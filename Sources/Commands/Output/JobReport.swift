import Integrations

/// The end of a pretty run: the violations, worst first, and one line that sums up.
struct JobReport {
  private let report: RunReport
  private let console: Console
  /// Of one insight; the rest is counted.
  private let mostViolations: Int

  init(_ report: RunReport, console: Console, mostViolations: Int = .max) {
    self.report = report
    self.console = console
    self.mostViolations = mostViolations
  }

  func write(to sink: OutputSink) {
    writeFindings(to: sink)
    if let error = report.result.error {
      sink.write("\n" + console.paint("The job ended early: ", .red, .bold) + Console.plain(error) + "\n")
    }
    sink.write("\n\(summary)\n")
  }

  /// The violations alone.
  func writeFindings(to sink: OutputSink) {
    for verdict in report.failing { write(verdict, to: sink) }
  }

  private func write(_ verdict: RunReport.Verdict, to sink: OutputSink) {
    let task = verdict.task
    let title = console.paint(Console.plain(task.title), .bold)
    sink.write("\n\(badge(verdict.severity)) \(title)" + console.paint("  \(task.name)", .dim) + "\n")
    for violation in verdict.violations.prefix(mostViolations) { sink.write(line(violation, of: task)) }
    let rest = verdict.violations.count - mostViolations
    if rest > 0 { sink.write("    " + console.paint("… and \(rest) more (--verbose shows all)", .dim) + "\n") }
    if let remediation = task.remediation {
      let lines = Console.plain(remediation, keepsLines: true).split(separator: "\n")
      for (index, line) in lines.enumerated() { sink.write(indented(index == 0 ? "fix: " : "     ", String(line))) }
    }
    for reference in task.references { sink.write(indented("see: ", Console.plain(reference))) }
    if !task.controls.isEmpty {
      let controls = task.controls.map { "\($0.framework) \($0.controlID)" }.joined(separator: ", ")
      sink.write(indented("for: ", Console.plain(controls)))
    }
  }

  private func line(_ violation: Violation, of task: TaskResult) -> String {
    let resource = violation.resourceID.map { console.paint(Console.plain($0), .cyan) + "  " } ?? ""
    let severity = violation.severity == task.severity ? "" : " (\(violation.severity.rawValue))"
    return "    \(resource)\(Console.plain(violation.description))\(severity)\n"
  }

  private func indented(_ label: String, _ text: String) -> String {
    "      " + console.paint(label, .dim) + text + "\n"
  }

  private func badge(_ severity: Severity) -> String { Self.badge(severity, console) }

  /// The name of a severity in its colour, eight columns wide.
  static func badge(_ severity: Severity, _ console: Console) -> String {
    let name = severity.rawValue.uppercased()
    let padded = name + String(repeating: " ", count: 8 - name.count)
    switch severity {
    case .critical: return console.paint(padded, .magenta, .bold)
    case .high: return console.paint(padded, .red, .bold)
    case .medium: return console.paint(padded, .yellow)
    case .low: return console.paint(padded, .cyan)
    }
  }

  /// `14 violations (2 high, 12 low) · 25 tasks done · 1 failed · 3.1 s`.
  var summary: String {
    var parts: [String] = []
    let failed = report.failedTasks.count
    let skipped = report.skippedTasks.count
    let done = report.result.tasks.count { $0.status == .done } - failed
    parts.append(violationCount)
    parts.append("\(done) \(done == 1 ? "task" : "tasks") done")
    if failed > 0 { parts.append(console.paint("\(failed) failed", .red, .bold)) }
    if skipped > 0 { parts.append("\(skipped) skipped") }
    parts.append(report.result.duration.brief)
    return parts.joined(separator: console.paint(" · ", .dim))
  }

  /// `14 violations (2 high, 12 low)`.
  var violationCount: String {
    let count = report.result.violations.count
    guard count > 0 else { return console.paint("no violations", report.isComplete ? .green : .yellow) }
    let text = "\(count) \(count == 1 ? "violation" : "violations") (\(report.severityCounts))"
    return console.paint(text, .yellow, .bold)
  }
}
