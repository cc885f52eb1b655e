extension ContentRule {
  /// Whether a text can be decoded and is of the media type; unknown encodings and types are not judged.
  func accepts(_ text: String) -> Bool {
    var bytes = Array(text.utf8)
    switch encoding {
    case "base64"?:
      guard let decoded = Base64.decode(bytes) else { return false }
      bytes = decoded
    case nil: break
    default: return true
    }
    guard mediaType == "application/json" else { return true }
    return (try? JSONValue(parsing: bytes)) != nil
  }
}

/// Base 64 with its standard alphabet (RFC 4648, section 4).
enum Base64 {
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let padding = text.reversed().prefix { $0 == 0x3D }.count
    guard padding <= 2 else { return nil }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    for (place, byte) in text.dropLast(padding).enumerated() {
      guard let value = value(of: byte) else { return nil }
      bits = bits << 6 | value
      switch place % 4 {
      case 1: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
      case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
      case 3: bytes.append(UInt8(truncatingIfNeeded: bits))
      default: break
      }
    }
    return bytes
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x61...0x7A: UInt32(byte - 0x61 + 26)
    case 0x30...0x39: UInt32(byte - 0x30 + 52)
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
