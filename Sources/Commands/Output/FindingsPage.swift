import Checks

/// What `luahost check` prints for people: each finding with its line and a mark under what is meant.
struct FindingsPage {
  private let report: Checker.Report
  private let console: Console

  init(_ report: Checker.Report, console: Console) {
    self.report = report
    self.console = console
  }

  var text: String { report.findings.map { section($0) + "\n" }.joined() + summary }

  private func section(_ finding: Finding) -> String {
    let isError = finding.severity == .error
    let severity = console.paint(finding.severity.rawValue, isError ? .red : .yellow, .bold)
    let rule = console.paint("[\(finding.rule)]", .dim)
    let place = console.paint("\(Console.plain(finding.file)):\(finding.line):\(finding.column)", .bold)
    var text = "\(place): \(severity) \(rule) \(Console.plain(finding.message))\n"
    if let line = finding.sourceLine { text += excerpt(line, finding, isError: isError) }
    return text + console.paint("  fix: ", .cyan) + Console.plain(finding.fix) + "\n"
  }

  private func excerpt(_ line: String, _ finding: Finding, isError: Bool) -> String {
    SourceExcerpt(
      line: line, number: finding.line, mark: finding.column..<max(finding.column, finding.endColumn)
    ).text(console, color: isError ? .red : .yellow)
  }

  private var summary: String {
    let checked = "\(report.integrationCount) \(report.integrationCount == 1 ? "integration" : "integrations") checked"
    let errors = report.findings.count { $0.severity == .error }
    let warnings = report.findings.count - errors
    guard errors + warnings > 0 else { return console.paint("✓", .green, .bold) + " \(checked), nothing found\n" }
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    let mark = errors > 0 ? console.paint("✗", .red, .bold) : console.paint("!", .yellow, .bold)
    return "\(mark) \(checked): \(counts.joined(separator: ", "))\n"
  }
}
