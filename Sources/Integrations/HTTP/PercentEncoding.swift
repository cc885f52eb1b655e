/// Percent-encoding of bytes (RFC 3986 §2.1).
package enum PercentEncoding {
  /// Encodes everything but unreserved characters: fit for one name or value of a query.
  package static func component(_ bytes: some Sequence<UInt8>) -> String {
    encode(bytes) { isUnreserved($0) }
  }

  /// Encodes one name or value of an `application/x-www-form-urlencoded` body (WHATWG URL §5.2).
  package static func formComponent(_ bytes: some Sequence<UInt8>) -> String {
    var text = [UInt8]()
    for byte in bytes {
      if byte == UInt8(ascii: " ") {
        text.append(UInt8(ascii: "+"))
      } else if isAlphanumeric(byte) || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      {
        text.append(byte)
      } else {
        appendEncoded(byte, to: &text)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Encodes what may not stand in a path or a query as it is. A `%` that starts an encoded byte is left alone.
  static func repair(_ bytes: ArraySlice<UInt8>, inQuery: Bool) -> String {
    if bytes.allSatisfy(isPathCharacter) { return String(decoding: bytes, as: UTF8.self) }
    var text = [UInt8]()
    text.reserveCapacity(bytes.count)
    for index in bytes.indices {
      let byte = bytes[index]
      let stays =
        if byte == UInt8(ascii: "%") {
          index + 2 < bytes.endIndex && isHex(bytes[index + 1]) && isHex(bytes[index + 2])
        } else {
          isPathCharacter(byte) || (inQuery && byte == UInt8(ascii: "?"))
        }
      if stays { text.append(byte) } else { appendEncoded(byte, to: &text) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Decodes what is percent-encoded; everything else is left as it is.
  package static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    var decoded = [UInt8]()
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private static func encode(_ bytes: some Sequence<UInt8>, unless stays: (UInt8) -> Bool) -> String {
    var text = [UInt8]()
    for byte in bytes {
      if stays(byte) { text.append(byte) } else { appendEncoded(byte, to: &text) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: isAlphanumeric(byte)
    }
  }

  /// pchar and "/" (RFC 3986 §3.3).
  private static func isPathCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    // From ! to / without " # and %.
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&")...UInt8(ascii: "/"): true
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "@"): true
    default: isUnreserved(byte)
    }
  }

  private static func appendEncoded(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "%"))
    text.append(Hexadecimal.digit(byte >> 4, ten: UInt8(ascii: "A")))
    text.append(Hexadecimal.digit(byte & 0xF, ten: UInt8(ascii: "A")))
  }
}
