import Checks

/// One finding for people: what is wrong where, its line with a mark, and what to do.
struct FindingSection {
  private let finding: Finding
  private let console: Console

  init(_ finding: Finding, console: Console) {
    self.finding = finding
    self.console = console
  }

  var text: String {
    let severity = console.paint(finding.severity.rawValue, color, .bold)
    let rule = console.paint("[\(finding.rule)]", .dim)
    let place = console.paint("\(Console.plain(finding.file)):\(finding.line):\(finding.column)", .bold)
    var text = "\(place): \(severity) \(rule) \(Console.plain(finding.message))\n"
    if let line = finding.sourceLine { text += excerpt(line) }
    return text + console.paint("  fix: ", .cyan) + Console.plain(finding.fix) + "\n"
  }

  private var color: Console.Attribute { finding.severity == .error ? .red : .yellow }

  private func excerpt(_ line: String) -> String {
    SourceExcerpt(
      line: line, number: finding.line, mark: finding.column..<max(finding.column, finding.endColumn)
    ).text(console, color: color)
  }
}
