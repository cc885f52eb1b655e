/// `ipv4` (RFC 2673, section 3.2) and `ipv6` (RFC 4291, section 2.2).
enum AddressFormats {
  static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy(isOctet)
  }

  private static func isOctet(_ part: ArraySlice<UInt8>) -> Bool {
    guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    if part.count > 1, part.first == 0x30 { return false }
    return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
  }

  static func isIPv6(_ text: ArraySlice<UInt8>) -> Bool {
    var parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.count <= 9 else { return false }
    // `::` at an end leaves two empty parts there.
    if parts[0].isEmpty {
      guard parts[1].isEmpty else { return false }
      parts.removeFirst()
    }
    if let last = parts.last, last.isEmpty {
      guard parts.count >= 2, parts[parts.count - 2].isEmpty else { return false }
      parts.removeLast()
    }
    let gaps = parts.filter(\.isEmpty).count
    guard gaps <= 1 else { return false }
    var groups = parts.count - gaps
    if let last = parts.last, last.contains(0x2E) {
      guard isIPv4(last) else { return false }
      parts.removeLast()
      groups += 1
    }
    guard parts.allSatisfy(isGroup) else { return false }
    return gaps == 1 ? groups <= 7 : groups == 8
  }

  private static func isGroup(_ part: ArraySlice<UInt8>) -> Bool {
    part.count <= 4 && part.allSatisfy { JSONParser.hexValue($0) != nil }
  }
}
