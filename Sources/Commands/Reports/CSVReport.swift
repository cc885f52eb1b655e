import Integrations

/// `--format csv`: a row for each violation (RFC 4180, UTF-8 without a mark), for spreadsheets.
struct CSVReport: ReportRenderer {
  private static let columns = [
    "severity", "status", "integration", "task", "title", "resource_id", "resource_name", "resource_type",
    "description", "remediation", "references", "controls", "fingerprint", "job_id", "environment", "first_seen",
    "last_seen",
  ]

  func render(_ report: RunReport, to sink: OutputSink) {
    sink.write(Self.row(Self.columns))
    for violation in report.result.violations { sink.write(Self.row(Self.fields(violation))) }
  }

  private static func fields(_ violation: Violation) -> [String] {
    [
      violation.severity.rawValue, violation.status.rawValue, violation.integrationName, violation.taskName,
      violation.title, violation.resourceID ?? "", violation.resourceName ?? "", violation.violationType,
      violation.description, violation.remediation ?? "", violation.references.joined(separator: " "),
      violation.controls.map { "\($0.framework) \($0.controlID)" }.joined(separator: "; "), violation.fingerprint,
      violation.jobID, violation.environment, violation.firstSeen.iso8601, violation.lastSeen.iso8601,
    ]
  }

  private static func row(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

  /// A field that no spreadsheet takes for a formula (OWASP, "CSV Injection"): an apostrophe goes in front of it.
  private static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map(formulaStarts.contains) ?? false
    let safe = isFormula ? "'" + text : text
    guard safe.utf8.contains(where: needsQuotes) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  /// With the full-width forms, which some spreadsheets read as the narrow ones.
  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ";")
      || byte == UInt8(ascii: "'")
  }
}
