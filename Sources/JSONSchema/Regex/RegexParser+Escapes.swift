extension RegexParser {
  /// Reads an escape outside a class; the position is at the backslash.
  mutating func parseAtomEscape() throws(RegexError) -> RegexNode {
    let start = position
    if let set = try parseSetEscape() { return .set(set) }
    position += 1
    guard let scalar = current else { throw fault("the expression ends with a backslash", at: start) }
    if scalar == 0x6B, !isLenient || hasNamedGroups {  // \k<name>
      position += 1
      guard skip("<") else { throw fault("`\\k` must be followed by the name of a group", at: start) }
      return try backreference(named: try parseGroupName(), at: start)
    }
    if (0x31...0x39).contains(scalar) {
      let index = parseNumber() ?? 0
      return backreference(index)
    }
    return .scalar(try parseCharacterEscape(from: start, inClass: false))
  }

  /// Reads `\d`, `\p{…}` and the like; nil, with the position kept, where it is something else.
  mutating func parseSetEscape() throws(RegexError) -> ScalarSet? {
    guard position + 1 < scalars.count else { return nil }
    let set: ScalarSet
    switch scalars[position + 1] {
    case 0x64: set = .digits
    case 0x44: set = ScalarSet.digits.inverted()
    case 0x77: set = .word
    case 0x57: set = ScalarSet.word.inverted()
    case 0x73: set = .space
    case 0x53: set = ScalarSet.space.inverted()
    case 0x70, 0x50: return try parsePropertyEscape()
    default: return nil
    }
    position += 2
    return set
  }

  private mutating func parsePropertyEscape() throws(RegexError) -> ScalarSet? {
    let start = position
    let isNegated = scalars[position + 1] == 0x50
    position += 2
    guard skip("{"), let end = scalars[position...].firstIndex(of: 0x7D) else {
      throw fault("`\\p` must be followed by a property in braces", at: start)
    }
    let name = String(String.UnicodeScalarView(scalars[position..<end].compactMap(Unicode.Scalar.init)))
    guard let property = UnicodeProperty(expression: name) else {
      throw fault("`\(name)` is no Unicode property that ECMA-262 knows", at: start)
    }
    position = end + 1
    var set = ScalarSet()
    set.insert(property, isNegated: isNegated)
    set.seal()
    return set
  }

  /// Reads an escape of one character; the position is after the backslash.
  mutating func parseCharacterEscape(from start: Int, inClass: Bool) throws(RegexError) -> UInt32 {
    guard let scalar = current else { throw fault("the expression ends with a backslash", at: start) }
    position += 1
    switch scalar {
    case 0x66: return 0x0C
    case 0x6E: return 0x0A
    case 0x72: return 0x0D
    case 0x74: return 0x09
    case 0x76: return 0x0B
    case 0x62 where inClass: return 0x08
    case 0x30: return try parseNull(from: start)
    case 0x63: return try parseControl(from: start)
    case 0x78: return try parseHexadecimal(digits: 2, from: start, literal: scalar)
    case 0x75: return try parseUnicode(from: start)
    default: break
    }
    let isSyntax = "^$\\.*+?()[]{}|/".unicodeScalars.contains { $0.value == scalar }
    if isSyntax || isLenient || (inClass && scalar == 0x2D) { return scalar }
    throw fault("`\\\(Character(Unicode.Scalar(scalar) ?? "?"))` is no escape that ECMA-262 knows", at: start)
  }

  private mutating func parseNull(from start: Int) throws(RegexError) -> UInt32 {
    if let next = current, (0x30...0x39).contains(next) {
      throw fault("`\\0` cannot be followed by a digit", at: start)
    }
    return 0
  }

  private mutating func parseControl(from start: Int) throws(RegexError) -> UInt32 {
    guard let letter = current, (0x41...0x5A).contains(letter & ~0x20), letter < 0x80 else {
      if isLenient {
        position -= 1
        return 0x5C
      }
      throw fault("`\\c` must be followed by a letter", at: start)
    }
    position += 1
    return letter & 31
  }

  private mutating func parseHexadecimal(digits: Int, from start: Int, literal: UInt32) throws(RegexError) -> UInt32 {
    let mark = position
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let scalar = current, scalar < 0x80, let digit = JSONParser.hexValue(UInt8(scalar)) else {
        if isLenient {
          position = mark
          return literal
        }
        throw fault("hexadecimal digits are missing", at: start)
      }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private mutating func parseUnicode(from start: Int) throws(RegexError) -> UInt32 {
    if skip("{") {
      var value: UInt32 = 0
      var count = 0
      while let scalar = current, scalar < 0x80, let digit = JSONParser.hexValue(UInt8(scalar)) {
        value = min(value << 4 | digit, 0x110000)
        count += 1
        position += 1
      }
      guard count > 0, value <= 0x10FFFF, skip("}") else { throw fault("`\\u{` has no code point", at: start) }
      return value
    }
    let high = try parseHexadecimal(digits: 4, from: start, literal: 0x75)
    guard (0xD800..<0xDC00).contains(high), isNext("\\u"), !isNext("\\u{") else { return high }
    let mark = position
    position += 2
    let low = try parseHexadecimal(digits: 4, from: start, literal: 0x75)
    if (0xDC00..<0xE000).contains(low) { return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00) }
    position = mark
    return high
  }
}
