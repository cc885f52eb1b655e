/// How bytes that a native gives are put.
enum ByteEncoding: String, CaseIterable {
  case raw, hex, base64, base64url

  func encode(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .raw: bytes
    case .hex: bytes.flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] }
    case .base64: Array(Base64.encode(bytes).utf8)
    case .base64url: Array(Base64URL.encode(bytes).utf8)
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}

/// Base64 for URLs, without padding (RFC 4648 §5, RFC 7515 §2).
enum Base64URL {
  static func encode(_ bytes: [UInt8]) -> String {
    String(
      decoding: Base64.encode(bytes).utf8.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        case UInt8(ascii: "="): nil
        default: byte
        }
      }, as: UTF8.self)
  }

  /// The bytes; nil for a text with any other character, or of a length that no bytes have.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    SixBits.decode(text, plus: UInt8(ascii: "-"), slash: UInt8(ascii: "_"))
  }
}

extension Base64 {
  /// The bytes of a text with or without padding; nil for a text with any other character.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var end = text.endIndex
    for _ in 0..<2 where end > text.startIndex {
      let before = text.index(end, offsetBy: -1)
      guard text[before] == UInt8(ascii: "=") else { break }
      end = before
    }
    return SixBits.decode(text[..<end], plus: UInt8(ascii: "+"), slash: UInt8(ascii: "/"))
  }
}

private enum SixBits {
  static func decode(_ text: some Collection<UInt8>, plus: UInt8, slash: UInt8) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    var bits: UInt32 = 0, count = 0
    for character in text {
      guard let value = value(of: character, plus, slash) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func value(of character: UInt8, _ plus: UInt8, _ slash: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
    case plus: 62
    case slash: 63
    default: nil
    }
  }
}
