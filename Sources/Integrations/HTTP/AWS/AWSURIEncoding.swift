/// Percent-encoding as AWS wants it: every byte but `A-Z a-z 0-9 - . _ ~`, digits in upper case.
enum AWSURIEncoding {
  static func append(_ byte: UInt8, to text: inout [UInt8]) {
    if isUnreserved(byte) {
      text.append(byte)
    } else {
      text.append(UInt8(ascii: "%"))
      text.append(upperDigit(byte >> 4))
      text.append(upperDigit(byte & 15))
    }
  }

  static func append(_ bytes: some Sequence<UInt8>, keeping separator: UInt8? = nil, to text: inout [UInt8]) {
    for byte in bytes {
      if byte == separator { text.append(byte) } else { append(byte, to: &text) }
    }
  }

  static func encode(_ text: String) -> String {
    var bytes = [UInt8]()
    append(text.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `byte`, or what it and the two after it stand for where they are a percent-encoded byte.
  static func decoded(_ byte: UInt8, _ rest: inout Substring.UTF8View) -> UInt8 {
    guard byte == UInt8(ascii: "%") else { return byte }
    var ahead = rest
    guard let high = ahead.popFirst().flatMap(digit), let low = ahead.popFirst().flatMap(digit) else { return byte }
    rest = ahead
    return high << 4 | low
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func upperDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
