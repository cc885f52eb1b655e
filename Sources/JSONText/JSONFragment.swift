package import JSONSchema

/// A value, with its key where it is a property, as people lay it out: what is short stands on one line.
struct JSONFragment {
  var key: String?
  var value: JSONValue

  private static let width = 120

  private var prefix: String { key.map { quoted($0) + ": " } ?? "" }

  private func quoted(_ text: String) -> String { String(decoding: JSONValue.string(text).serialized(), as: UTF8.self) }

  /// Over several lines where it is long; the first one is not indented.
  func text(_ style: JSONStyle, indent: String) -> String {
    prefix + laidOut(value, style, indent: indent, used: prefix.utf8.count)
  }

  /// On one line, with blanks.
  var lineText: String { prefix + line(value) }

  /// On one line, without blanks.
  var tightText: String { (key.map { quoted($0) + ":" } ?? "") + String(decoding: value.serialized(), as: UTF8.self) }

  private func line(_ value: JSONValue) -> String {
    switch value {
    case .array(let items): "[" + items.map(line).joined(separator: ", ") + "]"
    case .object(let object) where object.isEmpty: "{}"
    case .object(let object):
      "{ " + object.map { "\(quoted($0.key)): \(line($0.value))" }.joined(separator: ", ") + " }"
    default: String(decoding: value.serialized(), as: UTF8.self)
    }
  }

  /// Whether it may stand on one line: lists of scalars, and objects of scalars and such lists.
  private func isPlain(_ value: JSONValue, depth: Int = 0) -> Bool {
    switch value {
    case .array(let items): depth < 2 && items.allSatisfy { isPlain($0, depth: depth + 1) }
    case .object(let object): depth < 1 && object.allSatisfy { isPlain($0.value, depth: depth + 1) }
    default: true
    }
  }

  private func laidOut(_ value: JSONValue, _ style: JSONStyle, indent: String, used: Int) -> String {
    if isPlain(value) {
      let line = line(value)
      if indent.utf8.count + used + line.utf8.count < Self.width { return line }
    }
    let inner = indent + style.unit
    func lines(_ open: String, _ items: [String], _ close: String) -> String {
      open + style.lineBreak + items.map { inner + $0 }.joined(separator: "," + style.lineBreak) + style.lineBreak
        + indent + close
    }
    switch value {
    case .array(let items) where !items.isEmpty:
      return lines("[", items.map { laidOut($0, style, indent: inner, used: 0) }, "]")
    case .object(let object) where !object.isEmpty:
      let members = object.map { member in
        let key = quoted(member.key) + ": "
        return key + laidOut(member.value, style, indent: inner, used: key.utf8.count)
      }
      return lines("{", members, "}")
    default: return line(value)
    }
  }
}

extension JSONText {
  /// A new text for a value, with a line break at its end.
  package static func make(_ value: JSONValue) -> [UInt8] {
    Array((JSONFragment(key: nil, value: value).text(JSONStyle([]), indent: "") + "\n").utf8)
  }
}
