import Checks
import JSONSchema

/// Findings as SARIF 2.1.0 (OASIS), for code hosts and editors.
enum SARIFLog {
  static func make(_ report: Checker.Report) -> JSONValue {
    .object([
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": .array([
        .object([
          "tool": .object(["driver": driver]), "columnKind": "unicodeCodePoints",
          "results": .array(report.findings.map(result)),
        ])
      ]),
    ])
  }

  private static var driver: JSONValue {
    .object([
      "name": "luahost", "version": .string(Version.current),
      "rules": .array(
        RuleBook.descriptions.map { rule in
          .object([
            "id": .string(rule.id), "shortDescription": .object(["text": .string(rule.summary)]),
            "defaultConfiguration": .object(["level": .string(rule.severity.rawValue)]),
          ])
        }),
    ])
  }

  private static func result(_ finding: Finding) -> JSONValue {
    var result: JSONObject = [
      "ruleId": .string(finding.rule), "level": .string(finding.severity.rawValue),
      "message": .object(["text": .string("\(finding.message) \(finding.fix)")]),
      "locations": .array([.object(["physicalLocation": location(finding)])]),
    ]
    if let index = RuleBook.descriptions.firstIndex(where: { $0.id == finding.rule }) {
      result["ruleIndex"] = .number(JSONNumber(index))
    }
    return .object(result)
  }

  private static func location(_ finding: Finding) -> JSONValue {
    let region: JSONObject = [
      "startLine": .number(JSONNumber(finding.line)), "startColumn": .number(JSONNumber(finding.column)),
      "endColumn": .number(JSONNumber(max(finding.endColumn, finding.column))),
    ]
    return .object([
      "artifactLocation": .object(["uri": .string(uri(finding.file))]), "region": .object(region),
    ])
  }

  /// A relative path as a URI reference, an absolute one as a file URI (RFC 8089).
  private static func uri(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
