extension Lexer {
  /// Reads a numeral: as many bytes as could belong to one, which must then make up a whole one.
  mutating func number(from start: SourcePosition) throws(SyntaxError) -> Token {
    var exponent = UInt8(ascii: "e")
    if current == UInt8(ascii: "0"), let mark = peek(), mark | 0x20 == UInt8(ascii: "x") {
      exponent = UInt8(ascii: "p")
      offset += 1
    }
    offset += 1
    while let byte = current {
      if byte | 0x20 == exponent {
        offset += 1
        if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      } else if Self.hexValue(byte) != nil || byte == UInt8(ascii: ".") {
        offset += 1
      } else {
        break
      }
    }
    while let byte = current, Self.isNameByte(byte) { offset += 1 }
    let text = bytes[start.offset..<offset]
    let isHexadecimal = exponent == UInt8(ascii: "p")
    guard let value = isHexadecimal ? Self.hexadecimal(text.dropFirst(2)) : Self.decimal(text) else {
      throw SyntaxError("malformed number near '\(self.text(from: start.offset))'", at: span(from: start))
    }
    return Token(kind: .number, span: span(from: start), value: .number(value))
  }

  private static func decimal(_ text: ArraySlice<UInt8>) -> LuaNumber? {
    guard let form = form(of: text, exponent: UInt8(ascii: "e"), isDigit: isDigit) else { return nil }
    let string = String(decoding: text, as: UTF8.self)
    if form == .whole, let value = Int64(string) { return .integer(value) }
    return .float(Double(string) ?? Double(string + "0") ?? .infinity)
  }

  private static func hexadecimal(_ text: ArraySlice<UInt8>) -> LuaNumber? {
    guard let form = form(of: text, exponent: UInt8(ascii: "p"), isDigit: { hexValue($0) != nil }) else { return nil }
    guard form == .whole else {
      return .float(Double("0x" + String(decoding: text, as: UTF8.self)) ?? .nan)
    }
    return .integer(text.reduce(0) { $0 << 4 | Int64(hexValue($1) ?? 0) })
  }

  private enum Form { case whole, fractional }

  /// Digits, perhaps with a point among them, perhaps an exponent; nil for anything else.
  private static func form(
    of text: ArraySlice<UInt8>, exponent: UInt8, isDigit: (UInt8) -> Bool
  ) -> Form? {
    var form = Form.whole
    var rest = text.drop(while: isDigit)
    var digits = text.count - rest.count
    if rest.first == UInt8(ascii: ".") {
      form = .fractional
      let fraction = rest.dropFirst()
      rest = fraction.drop(while: isDigit)
      digits += fraction.count - rest.count
    }
    guard digits > 0 else { return nil }
    guard let mark = rest.first else { return form }
    guard mark | 0x20 == exponent else { return nil }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(Self.isDigit) ? .fractional : nil
  }
}
