import JSONSchema

/// Types and names as LuaCATS writes them. Nothing that comes from data can end a line or a text.
enum LuaTypeText {
  private static let keywords: Set = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not",
    "or", "repeat", "return", "then", "true", "until", "while",
  ]

  /// A text as a literal type; nil for one that cannot stand in a comment.
  static func literal(_ text: String) -> String? {
    guard text.utf8.count <= 120, text.unicodeScalars.allSatisfy(isPlain) else { return nil }
    return "\"\(text)\""
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x20, scalar != "\"", scalar != "\\", scalar != "\u{7F}" else { return false }
    return !(0x80...0x9F).contains(scalar.value) && !(0x2028...0x202E).contains(scalar.value)
      && !(0x2066...0x2069).contains(scalar.value)
  }

  /// Words that LuaCATS reads as the visibility of a field whose name follows.
  private static let visibilities: Set = ["public", "private", "protected", "package"]

  /// A field's name after `---@field`; nil where it cannot be written.
  static func key(_ name: String, isOptional: Bool) -> String? {
    if isIdentifier(name), !visibilities.contains(name) { return name + (isOptional ? "?" : "") }
    return literal(name).map { "[\($0)]" + (isOptional ? "?" : "") }
  }

  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first), !keywords.contains(name) else { return false }
    return name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
  }

  /// Alternatives as one type, in their order.
  static func union(_ types: [String]) -> String {
    var seen: Set<String> = []
    let parts = types.filter { seen.insert($0).inserted }
    return parts.contains("any") || parts.isEmpty ? "any" : parts.joined(separator: "|")
  }

  static func list(of type: String) -> String { type.contains("|") ? "(\(type))[]" : "\(type)[]" }

  static func optional(_ type: String) -> String {
    type == "any" ? type : type.contains("|") ? "(\(type))?" : "\(type)?"
  }

  /// A text of people as a comment of its own, without what LuaCATS would read.
  static func comment(_ text: String) -> String {
    let line = line(text)
    // Other signs at its start could be read as part of a type.
    return line.first.map { $0.isLetter || $0.isNumber || $0 == "(" } ?? true ? line : "# " + line
  }

  /// A text of people in one line.
  static func line(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.value <= 0x20 || $0.value == 0x7F || (0x80...0xA0).contains($0.value) }
    let line = words.map { String($0) }.joined(separator: " ")
    return line.count > 300 ? "\(line.prefix(299))…" : line
  }

  /// The name of a class for what stands under a key: `signing-keys` is `SigningKeys`, an item of it `SigningKey`.
  static func className(_ key: String, isItem: Bool) -> String {
    let words = (isItem ? singular(key) : key).split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    guard let first = name.first, !first.isNumber else { return "Value" }
    return String(name.prefix(60))
  }

  private static func singular(_ word: String) -> String {
    if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes"] where word.hasSuffix(ending) { return String(word.dropLast(2)) }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), word.count > 2 {
      return String(word.dropLast())
    }
    return word
  }
}
