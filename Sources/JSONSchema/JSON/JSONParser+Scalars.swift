extension JSONParser {
  /// Reads a number; the position is at its first byte.
  mutating func parseNumber() throws(JSONParseError) -> JSONNumber {
    let start = position
    let isNegative = bytes[position] == 0x2D
    if isNegative { position &+= 1 }
    let digitStart = position
    var value: Int64 = 0
    while position < bytes.count, case let digit = bytes[position] &- 0x30, digit < 10 {
      value = value &* 10 &+ Int64(digit)
      position &+= 1
    }
    let digits = position &- digitStart
    guard digits > 0 else { throw invalidNumber("a digit is missing") }
    if digits > 1, bytes[digitStart] == 0x30 {
      position = digitStart
      throw invalidNumber("a number has no leading zeros")
    }
    let isWhole = try skipFractionAndExponent()
    if isWhole, digits <= 18, !(isNegative && value == 0) {
      return JSONNumber(storage: .integer(isNegative ? -value : value))
    }
    let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    if isWhole, let value = Int64(text), value != 0 { return JSONNumber(storage: .integer(value)) }
    return JSONNumber(storage: .text(text))
  }

  /// Whether there was neither.
  private mutating func skipFractionAndExponent() throws(JSONParseError) -> Bool {
    var isWhole = true
    if position < bytes.count, bytes[position] == 0x2E {
      isWhole = false
      position &+= 1
      guard skipDigits() else { throw invalidNumber("a digit is missing after the decimal point") }
    }
    if position < bytes.count, bytes[position] | 0x20 == 0x65 {
      isWhole = false
      position &+= 1
      if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D { position &+= 1 }
      guard skipDigits() else { throw invalidNumber("a digit is missing in the exponent") }
    }
    return isWhole
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- 0x30 < 10 { position &+= 1 }
    return position > start
  }

  private func invalidNumber(_ reason: String) -> JSONParseError { fault(.invalidNumber, "\(reason).") }
}

extension JSONParser {
  /// Reads a property's name with its hash; the position is at the quote.
  @inline(__always)
  mutating func parseKey() throws(JSONParseError) -> (String, UInt32) {
    let start = position &+ 1
    let isPlain = scanPlain(from: start)
    if isPlain {
      let content = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
      position &+= 1
      return (String(decoding: content, as: UTF8.self), ScalarText.hash(content, seed: seed))
    }
    let key = try parseString()
    return (key, ScalarText.hash(key))
  }

  /// Reads a string; the position is at the opening quote and ends after the closing one.
  mutating func parseString() throws(JSONParseError) -> String {
    let start = position &+ 1
    if scanPlain(from: start) {
      let content = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
      position &+= 1
      return String(decoding: content, as: UTF8.self)
    }
    position = start
    return try parseUnusualString()
  }

  /// Moves to the closing quote where all before it is ASCII without escapes; else says false and stays.
  @inline(__always)
  private mutating func scanPlain(from start: Int) -> Bool {
    var offset = start
    while offset &+ 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if Self.hasUnusualByte(word) { break }
      offset &+= 8
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x22 {
        position = offset
        return true
      }
      if byte < 0x20 || byte == 0x5C || byte >= 0x80 { return false }
      offset &+= 1
    }
    return false
  }

  /// Whether one of eight bytes is a quote, a backslash, a control character or not ASCII.
  @inline(__always)
  private static func hasUnusualByte(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quotes = word ^ (ones &* 0x22)
    let slashes = word ^ (ones &* 0x5C)
    let found = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) | word
    return found & highs != 0
  }

  /// Reads a string with escapes or with text beyond ASCII, from after its quote.
  private mutating func parseUnusualString() throws(JSONParseError) -> String {
    scratch.removeAll(keepingCapacity: true)
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case 0x22:
        guard let text = String(validating: scratch, as: UTF8.self) else {
          throw fault(.invalidUTF8, "the string is not valid UTF-8.", at: start)
        }
        position &+= 1
        return text
      case 0x5C: try parseEscape()
      case 0x00..<0x20:
        throw fault(.invalidString, "a control character in a string must be escaped.")
      default: copyRun()
      }
    }
    throw unexpectedEnd()
  }

  /// Copies bytes up to the next that needs a look.
  @inline(__always)
  private mutating func copyRun() {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
      position &+= 1
    }
    scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
  }

  private mutating func parseEscape() throws(JSONParseError) {
    let start = position
    guard position &+ 1 < bytes.count else { throw unexpectedEnd() }
    let kind = bytes[position &+ 1]
    position &+= 2
    switch kind {
    case 0x22, 0x5C, 0x2F: scratch.append(kind)
    case 0x62: scratch.append(0x08)
    case 0x66: scratch.append(0x0C)
    case 0x6E: scratch.append(0x0A)
    case 0x72: scratch.append(0x0D)
    case 0x74: scratch.append(0x09)
    case 0x75: try parseUnicodeEscape(from: start)
    default: throw fault(.invalidString, "an unknown escape in a string.", at: start)
    }
  }

  private mutating func parseUnicodeEscape(from start: Int) throws(JSONParseError) {
    var code = try parseHex()
    if (0xD800..<0xDC00).contains(code), position &+ 1 < bytes.count, bytes[position] == 0x5C,
      bytes[position &+ 1] == 0x75
    {
      position &+= 2
      let low = try parseHex()
      guard (0xDC00..<0xE000).contains(low) else { throw loneSurrogate(start) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw loneSurrogate(start) }
    UTF8.encode(scalar).map { scratch.append(contentsOf: $0) }
  }

  private func loneSurrogate(_ start: Int) -> JSONParseError {
    fault(.invalidString, "half of a surrogate pair is not a character.", at: start)
  }

  private mutating func parseHex() throws(JSONParseError) -> UInt32 {
    guard position &+ 4 <= bytes.count else { throw unexpectedEnd() }
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Self.hexValue(bytes[position]) else {
        throw fault(.invalidString, "four hexadecimal digits must follow `\\u`.")
      }
      code = code << 4 | digit
      position &+= 1
    }
    return code
  }

  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }
}
