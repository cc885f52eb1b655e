import Checks
import JSONSchema

/// What `luahost check` found as SARIF 2.1.0, for code hosts and editors.
enum SARIFLog {
  static func make(_ report: Checker.Report) -> JSONValue {
    .object([
      "$schema": SARIF.schema, "version": SARIF.version,
      "runs": .array([
        .object([
          "tool": SARIF.tool(rules: RuleBook.descriptions.map(rule)), "columnKind": "unicodeCodePoints",
          "results": .array(report.findings.map(result)),
        ])
      ]),
    ])
  }

  private static func rule(_ rule: RuleDescription) -> JSONValue {
    .object([
      "id": .string(rule.id), "shortDescription": .object(["text": .string(rule.summary)]),
      "defaultConfiguration": .object(["level": .string(rule.severity.rawValue)]),
    ])
  }

  private static func result(_ finding: Finding) -> JSONValue {
    var result: JSONObject = [
      "ruleId": .string(finding.rule), "level": .string(finding.severity.rawValue),
      "message": SARIF.message("\(finding.message) \(finding.fix)"),
      "locations": .array([.object(["physicalLocation": place(of: finding)])]),
    ]
    if let index = RuleBook.descriptions.firstIndex(where: { $0.id == finding.rule }) {
      result["ruleIndex"] = .number(JSONNumber(index))
    }
    return .object(result)
  }

  private static func place(of finding: Finding) -> JSONValue {
    SARIF.place(
      finding.file, line: finding.line, columns: finding.column..<max(finding.endColumn, finding.column))
  }
}
