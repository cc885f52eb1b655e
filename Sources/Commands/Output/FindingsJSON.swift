import Checks
import JSONSchema

extension Checker.Report {
  /// `{ "integrations": n, "errors": n, "warnings": n, "findings": [ { rule, severity, file, line, … } ] }`.
  var json: JSONValue {
    let errors = findings.count { $0.severity == .error }
    return .object([
      "integrations": .number(JSONNumber(integrationCount)), "errors": .number(JSONNumber(errors)),
      "warnings": .number(JSONNumber(findings.count - errors)), "findings": .array(findings.map(\.json)),
    ])
  }
}

extension Finding {
  fileprivate var json: JSONValue {
    .object([
      "rule": .string(rule), "severity": .string(severity.rawValue), "file": .string(file),
      "line": .number(JSONNumber(line)), "column": .number(JSONNumber(column)),
      "end_column": .number(JSONNumber(endColumn)), "message": .string(message), "fix": .string(fix),
    ])
  }
}
