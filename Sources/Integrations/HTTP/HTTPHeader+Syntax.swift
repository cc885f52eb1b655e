extension HTTPHeader {
  /// Whether the name is this one, which is given in lower case; upper and lower case are alike (RFC 9110 §5.1).
  package func isNamed(_ lowercase: String) -> Bool { Self.matches(name, lowercase) }

  /// Whether a name is another, which is given in lower case, but for the case of its letters.
  package static func matches(_ name: String, _ lowercase: String) -> Bool {
    guard name.utf8.count == lowercase.utf8.count else { return false }
    var (name, lowercase) = (name, lowercase)
    return name.withUTF8 { name in
      lowercase.withUTF8 { lowercase in
        name.indices.allSatisfy { index in
          let (byte, lower) = (name[index], lowercase[index])
          return byte == lower || (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte && byte | 0x20 == lower)
        }
      }
    }
  }

  /// Whether a text is a token (RFC 9110 §5.6.2): fit for a header's name or a method.
  package static func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isTokenCharacter)
  }

  private static func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^")...UInt8(ascii: "`"): true
    case UInt8(ascii: "|"), UInt8(ascii: "~"): true
    default: PercentEncoding.isAlphanumeric(byte)
    }
  }

  /// Whether a text may be sent as a header's value (RFC 9110 §5.5): no control characters but the tab.
  package static func isValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
  }

  /// Without the white space around it, which is no part of a header's value.
  static func trimmed(_ text: String) -> String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }
}
