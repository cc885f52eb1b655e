import JSONSchema

/// A plain scalar's value by the core schema (YAML 1.2.2 §10.3): `yes` and `on` are texts, and so is `no`.
enum YAMLScalar {
  private static let resolved: Set = ["int", "float", "bool", "null"]

  /// A scalar's value: a plain one without a tag is resolved, and one of the core schema's tags but `!!str`.
  static func value(of text: String, tag: String?, isPlain: Bool) -> JSONValue {
    guard let tag else { return isPlain ? value(of: text) : .string(text) }
    guard tag.hasPrefix("tag:yaml.org,2002:"), resolved.contains(String(tag.dropFirst(18))) else {
      return .string(text)
    }
    return value(of: text)
  }

  static func value(of text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> JSONValue? {
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
    if let exact = JSONNumber(text: text) { return .number(exact) }
    if text.hasPrefix("0x"), let value = Int64(text.dropFirst(2), radix: 16), value >= 0 {
      return .number(JSONNumber(value))
    }
    if text.hasPrefix("0o"), let value = Int64(text.dropFirst(2), radix: 8), value >= 0 {
      return .number(JSONNumber(value))
    }
    return decimal(text)
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, put as JSON writes it.
  private static func decimal(_ text: String) -> JSONValue? {
    var rest = text[...]
    let sign = rest.first == "-" ? "-" : ""
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    let whole = takeDigits(&rest)
    var fraction = ""
    if rest.first == "." {
      rest = rest.dropFirst()
      fraction = takeDigits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = ""
    if let mark = rest.first, mark == "e" || mark == "E" {
      rest = rest.dropFirst()
      let exponentSign = rest.first == "-" || rest.first == "+" ? String(rest.removeFirst()) : ""
      let digits = takeDigits(&rest)
      guard !digits.isEmpty else { return nil }
      exponent = "e" + exponentSign + digits
    }
    guard rest.isEmpty else { return nil }
    let stripped = whole.drop { $0 == "0" }
    let json = sign + (stripped.isEmpty ? "0" : stripped) + (fraction.isEmpty ? "" : "." + fraction) + exponent
    return JSONNumber(text: json).map { .number($0) }
  }

  private static func takeDigits(_ rest: inout Substring) -> String {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    rest = rest.dropFirst(digits.count)
    return String(digits)
  }
}
