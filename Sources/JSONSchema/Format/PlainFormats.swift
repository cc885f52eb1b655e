/// Formats of a few lines.
enum PlainFormats {
  /// `uuid` (RFC 4122, section 3).
  static func isUUID(_ text: [UInt8]) -> Bool {
    guard text.count == 36 else { return false }
    return text.enumerated().allSatisfy { place, byte in
      [8, 13, 18, 23].contains(place) ? byte == 0x2D : JSONParser.hexValue(byte) != nil
    }
  }

  /// `relative-json-pointer`; as from 2020-12 the index may be moved: `1+2/name`.
  static func isRelativePointer(_ text: String, movesIndex: Bool) -> Bool {
    var scanner = ByteScanner(text.utf8)
    guard skipNumber(&scanner, least: 0x30) else { return false }
    if movesIndex, scanner.skip(0x2B, 0x2D), !skipNumber(&scanner, least: 0x31) { return false }
    if scanner.current == 0x23 { return scanner.bytes.endIndex == scanner.position + 1 }
    return JSONPointer(String(decoding: scanner.bytes[scanner.position...], as: UTF8.self)) != nil
  }

  private static func skipNumber(_ scanner: inout ByteScanner, least: UInt8) -> Bool {
    guard let first = scanner.current, first >= least else { return false }
    let count = scanner.skipDigits()
    return count == 1 || (count > 1 && first != 0x30)
  }
}
