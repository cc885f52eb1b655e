import JSONSchema

/// What every SARIF 2.1.0 (OASIS) log of luahost has in common.
enum SARIF {
  static let schema: JSONValue = "https://json.schemastore.org/sarif-2.1.0.json"
  static let version: JSONValue = "2.1.0"

  /// The tool that wrote the log, with its rules.
  static func tool(rules: [JSONValue]) -> JSONValue {
    .object([
      "driver": .object(["name": "luahost", "version": .string(Version.current), "rules": .array(rules)])
    ])
  }

  /// A text between other texts. Links in it (§3.11.6) would be made by whoever named the resource, so there are none.
  static func message(_ text: String) -> JSONValue {
    .object(["text": .string(text.replacing("](", with: "\\]("))])
  }

  /// A place in a file, by line and, where they are known, columns in Unicode code points.
  static func place(_ path: String, line: Int, columns: Range<Int>? = nil) -> JSONValue {
    var region: JSONObject = ["startLine": .number(JSONNumber(max(1, line)))]
    if let columns {
      region["startColumn"] = .number(JSONNumber(columns.lowerBound))
      region["endColumn"] = .number(JSONNumber(columns.upperBound))
    }
    return .object([
      "artifactLocation": .object(["uri": .string(uri(path))]), "region": .object(region),
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
