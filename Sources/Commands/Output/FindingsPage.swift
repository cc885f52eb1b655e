import Checks

/// What `luahost check` prints for people: each finding with its line and a mark under what is meant.
struct FindingsPage {
  private let report: Checker.Report
  private let console: Console

  init(_ report: Checker.Report, console: Console) {
    self.report = report
    self.console = console
  }

  var text: String { report.findings.map { FindingSection($0, console: console).text + "\n" }.joined() + summary }

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
