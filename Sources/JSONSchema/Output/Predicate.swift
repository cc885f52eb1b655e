/// What a value had to be and is not, as part of a sentence: “must be a string, but it is 5”.
struct Predicate: Sendable {
  /// What was demanded, from its verb on: “must be a string”.
  var expected: String
  /// What was found, where that helps.
  var found: JSONValue?
  /// Names that belong to the fault, such as those of missing properties.
  var names: [String] = []

  init(_ expected: String, found: JSONValue? = nil, names: [String] = []) {
    self.expected = expected
    self.found = found
    self.names = names
  }

  func text(isSecret: Bool) -> String {
    guard let found else { return expected }
    return expected + ", but it is " + ValueText.describe(found, isSecret: isSecret)
  }
}

/// Values in sentences.
enum ValueText {
  /// A value in few words.
  static func describe(_ value: JSONValue, isSecret: Bool = false) -> String {
    switch value {
    case .null: "null"
    case .array(let items): "an array of \(count(items.count, "item"))"
    case .object(let object): "an object with \(count(object.count, "property", "properties"))"
    case _ where isSecret: "a secret of another kind"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): "the number \(shorten(number.text))"
    case .string(let text): "the text \(quote(text))"
    }
  }

  /// A value as JSON, cut where it is long.
  static func literal(_ value: JSONValue) -> String { shorten(value.description) }

  static func quote(_ text: String) -> String { shorten(JSONValue.string(text).description) }

  static func shorten(_ text: String) -> String {
    let limit = 60
    guard text.utf8.count > limit, text.count > limit else { return text }
    return text.prefix(limit - 1) + "…"
  }

  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) " + (number == 1 ? noun : plural ?? noun + "s")
  }

  /// “a, b or c”.
  static func alternatives(_ parts: [String]) -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " or " + last
  }
}
