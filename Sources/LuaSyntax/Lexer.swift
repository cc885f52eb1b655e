/// Cuts a text into words, one at a time (manual §3.1).
struct Lexer {
  let bytes: [UInt8]
  var offset = 0
  private(set) var line = 1
  private var lineStart = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte here; nil at the end.
  @inline(__always)
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  @inline(__always)
  func peek(_ distance: Int = 1) -> UInt8? { offset + distance < bytes.count ? bytes[offset + distance] : nil }

  var position: SourcePosition { SourcePosition(offset: offset, line: line, column: offset - lineStart + 1) }

  func span(from start: SourcePosition) -> SourceSpan { SourceSpan(start: start, end: offset) }

  func text(from start: Int) -> String { String(decoding: bytes[start..<offset], as: UTF8.self) }

  /// Steps over a line break: `\n`, `\r`, `\r\n` or `\n\r`.
  mutating func skipLineBreak() {
    let first = bytes[offset]
    offset += 1
    if let second = current, Self.isLineBreak(second), second != first { offset += 1 }
    line += 1
    lineStart = offset
  }

  mutating func next() throws(SyntaxError) -> Token {
    try skipBlanks()
    let start = position
    guard let byte = current else { return Token(kind: .endOfText, span: span(from: start)) }
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
      return word(from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(from: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try string(from: start, quote: byte)
    case UInt8(ascii: "."):
      if let digit = peek(), Self.isDigit(digit) { return try number(from: start) }
    case UInt8(ascii: "["):
      if let level = longBracketLevel() {
        let value = try longBracket(level: level, from: start, what: "string")
        return Token(kind: .string, span: span(from: start), value: .string(value))
      }
      if peek() == UInt8(ascii: "=") {
        throw SyntaxError("invalid long string delimiter", at: SourceSpan(start: start, end: offset + 2))
      }
    default: break
    }
    return try symbol(from: start)
  }

  private mutating func skipBlanks() throws(SyntaxError) {
    while let byte = current {
      switch byte {
      case 0x0A, 0x0D: skipLineBreak()
      case 0x20, 0x09, 0x0B, 0x0C: offset += 1
      case UInt8(ascii: "-"):
        guard peek() == UInt8(ascii: "-") else { return }
        try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(SyntaxError) {
    let start = position
    offset += 2
    if let level = longBracketLevel() {
      _ = try longBracket(level: level, from: start, what: "comment")
      return
    }
    while let byte = current, !Self.isLineBreak(byte) { offset += 1 }
  }

  private mutating func word(from start: SourcePosition) -> Token {
    while let byte = current, Self.isNameByte(byte) { offset += 1 }
    let text = text(from: start.offset)
    if let keyword = Token.keywords[text] { return Token(kind: keyword, span: span(from: start)) }
    return Token(kind: .name, span: span(from: start), value: .name(text))
  }

  /// The longest symbol that starts here.
  private mutating func symbol(from start: SourcePosition) throws(SyntaxError) -> Token {
    let first = bytes[offset]
    let second = peek()
    let kind: Token.Kind? =
      switch (first, second) {
      case (UInt8(ascii: "."), UInt8(ascii: ".")): peek(2) == first ? .ellipsis : .concatenation
      case (UInt8(ascii: "/"), UInt8(ascii: "/")): .doubleSlash
      case (UInt8(ascii: "<"), UInt8(ascii: "<")): .leftShift
      case (UInt8(ascii: ">"), UInt8(ascii: ">")): .rightShift
      case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
      case (UInt8(ascii: "~"), UInt8(ascii: "=")): .notEqual
      case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
      case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
      case (UInt8(ascii: ":"), UInt8(ascii: ":")): .doubleColon
      default: Token.Kind(rawValue: String(Unicode.Scalar(first)))
      }
    guard let kind else {
      offset += 1
      throw SyntaxError("unexpected symbol near '\(Self.shown(first))'", at: span(from: start))
    }
    offset += kind.rawValue.utf8.count
    return Token(kind: kind, span: span(from: start))
  }

  private static func shown(_ byte: UInt8) -> String {
    (0x20..<0x7F).contains(byte) ? String(Unicode.Scalar(byte)) : "<\\\(byte)>"
  }
}

extension Lexer {
  static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func isNameByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || isDigit(byte) }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
