extension Lexer {
  /// Reads a string in quotes.
  mutating func string(from start: SourcePosition, quote: UInt8) throws(SyntaxError) -> Token {
    offset += 1
    var value: [UInt8] = []
    while let byte = current {
      switch byte {
      case quote:
        offset += 1
        return Token(kind: .string, span: span(from: start), value: .string(value))
      case 0x0A, 0x0D: throw unfinished("string", from: start)
      case UInt8(ascii: "\\"): try escape(into: &value, string: start)
      default:
        value.append(byte)
        offset += 1
      }
    }
    throw unfinished("string", from: start)
  }

  private func unfinished(_ what: String, from start: SourcePosition) -> SyntaxError {
    SyntaxError("unfinished \(what)", at: SourceSpan(start: start, end: min(offset, start.offset + 1)))
  }

  private mutating func escape(into value: inout [UInt8], string: SourcePosition) throws(SyntaxError) {
    let start = position
    offset += 1
    guard let byte = current else { throw unfinished("string", from: string) }
    if let plain = Self.plainEscapes[byte] {
      value.append(plain)
      offset += 1
      return
    }
    switch byte {
    case 0x0A, 0x0D:
      value.append(0x0A)
      skipLineBreak()
    case UInt8(ascii: "x"): value.append(try hexEscape(start))
    case UInt8(ascii: "u"): try unicodeEscape(start, into: &value)
    case UInt8(ascii: "z"):
      offset += 1
      while let blank = current, Self.isBlank(blank) {
        if Self.isLineBreak(blank) { skipLineBreak() } else { offset += 1 }
      }
    case 0x30...0x39: value.append(try decimalEscape(start))
    default:
      offset += 1
      throw SyntaxError("invalid escape sequence '\(text(from: start.offset))'", at: span(from: start))
    }
  }

  private static let plainEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C,
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27,
  ]

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func fault(_ message: String, _ start: SourcePosition) -> SyntaxError {
    SyntaxError(message, at: SourceSpan(start: start, end: min(offset + 1, bytes.count)))
  }

  private mutating func hexEscape(_ start: SourcePosition) throws(SyntaxError) -> UInt8 {
    var value: UInt8 = 0
    for _ in 0..<2 {
      offset += 1
      guard let digit = current.flatMap(Self.hexValue) else { throw fault("hexadecimal digit expected", start) }
      value = value << 4 | digit
    }
    offset += 1
    return value
  }

  private mutating func decimalEscape(_ start: SourcePosition) throws(SyntaxError) -> UInt8 {
    var value = 0
    for _ in 0..<3 {
      guard let digit = current, Self.isDigit(digit) else { break }
      value = value * 10 + Int(digit - 0x30)
      offset += 1
    }
    guard value <= 255 else { throw fault("decimal escape too large", start) }
    return UInt8(value)
  }

  /// `\u{XXX}`: any value below 2^31, in the UTF-8 of RFC 2279.
  private mutating func unicodeEscape(_ start: SourcePosition, into value: inout [UInt8]) throws(SyntaxError) {
    offset += 1
    guard current == UInt8(ascii: "{") else { throw fault("missing '{' in \\u{xxxx}", start) }
    offset += 1
    guard current.flatMap(Self.hexValue) != nil else { throw fault("hexadecimal digit expected", start) }
    var code: UInt32 = 0
    while let digit = current.flatMap(Self.hexValue) {
      guard code <= 0x7FFF_FFFF >> 4 else { throw fault("UTF-8 value too large", start) }
      code = code << 4 | UInt32(digit)
      offset += 1
    }
    guard current == UInt8(ascii: "}") else { throw fault("missing '}' in \\u{xxxx}", start) }
    offset += 1
    value += Self.utf8(code)
  }

  private static func utf8(_ code: UInt32) -> [UInt8] {
    guard code >= 0x80 else { return [UInt8(code)] }
    var rest = code
    var tail: [UInt8] = []
    var firstLimit: UInt32 = 0x3F
    repeat {
      tail.insert(UInt8(0x80 | rest & 0x3F), at: 0)
      rest >>= 6
      firstLimit >>= 1
    } while rest > firstLimit
    return [UInt8(truncatingIfNeeded: ~firstLimit << 1 | rest)] + tail
  }

  /// How many `=` the long bracket that opens here has; nil where none opens.
  func longBracketLevel() -> Int? {
    guard current == UInt8(ascii: "[") else { return nil }
    var level = 0
    while peek(level + 1) == UInt8(ascii: "=") { level += 1 }
    return peek(level + 1) == UInt8(ascii: "[") ? level : nil
  }

  /// Reads the rest of a long string or comment; a line break at its start is left out.
  mutating func longBracket(level: Int, from start: SourcePosition, what: String) throws(SyntaxError) -> [UInt8] {
    offset += level + 2
    if let byte = current, Self.isLineBreak(byte) { skipLineBreak() }
    var value: [UInt8] = []
    while let byte = current {
      if Self.isLineBreak(byte) {
        value.append(0x0A)
        skipLineBreak()
      } else if byte == UInt8(ascii: "]"), closesLongBracket(level: level) {
        offset += level + 2
        return value
      } else {
        value.append(byte)
        offset += 1
      }
    }
    throw SyntaxError("unfinished long \(what)", at: SourceSpan(start: start, end: start.offset + 2))
  }

  private func closesLongBracket(level: Int) -> Bool {
    for distance in 0..<level where peek(distance + 1) != UInt8(ascii: "=") { return false }
    return peek(level + 1) == UInt8(ascii: "]")
  }
}
