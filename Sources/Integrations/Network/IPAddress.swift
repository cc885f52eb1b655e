/// An IP address, of version 4 or 6, compared by its bits: every spelling of an address is the same value.
package struct IPAddress: Sendable, Hashable {
  /// The 128 bits of version 6; of version 4 the last 32.
  package let bits: UInt128
  package let isV4: Bool

  package init(v4: UInt32) { (bits, isV4) = (UInt128(v4), true) }

  /// What is version 4 inside version 6 (`::ffff:a.b.c.d`, RFC 4291 §2.5.5) is version 4: that is what is connected to.
  package init(v6: UInt128) {
    let isMapped = v6 >> 32 == 0xFFFF || (v6 >> 32 == 0 && v6 > 0xFFFF)
    (bits, isV4) = isMapped ? (v6 & 0xFFFF_FFFF, true) : (v6, false)
  }

  /// From 4 or 16 bytes in network order; nil for any other number of them.
  package init?(bytes: some Collection<UInt8>) {
    let value = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    switch bytes.count {
    case 4: self.init(v4: UInt32(value))
    case 16: self.init(v6: value)
    default: return nil
    }
  }

  /// An address as the system reads it where a host is expected: also `0xA9FEA9FE`, `2852039166`, `0251.0376.43518`
  /// (`inet_aton`), and version 6 with a zone, which is left out.
  package init?(host: some StringProtocol) {
    if host.utf8.contains(UInt8(ascii: ":")) {
      guard let value = Self.version6(host.prefix { $0 != "%" }) else { return nil }
      self.init(v6: value)
    } else {
      guard let value = Self.systemVersion4(host) else { return nil }
      self.init(v4: value)
    }
  }

  /// An address as people write it: four decimal numbers, or version 6 (RFC 4291 §2.2), without a zone.
  package init?(plain text: some StringProtocol) {
    if let value = Self.version4(text) {
      self.init(v4: value)
    } else if let value = Self.version6(text) {
      self.init(v6: value)
    } else {
      return nil
    }
  }
}

extension IPAddress {
  private static func version4(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      let isNumber = 1...3 ~= part.count && part.allSatisfy(\.isASCIIDigit) && (part.count == 1 || part.first != "0")
      guard isNumber, let number = UInt8(part) else { return nil }
      value = value << 8 | UInt32(number)
    }
    return value
  }

  /// One to four numbers, decimal, octal (0…) or hexadecimal (0x…); the last fills what is left.
  private static func systemVersion4(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard 1...4 ~= parts.count else { return nil }
    var value: UInt64 = 0
    for (index, part) in parts.enumerated() {
      guard let number = systemNumber(part) else { return nil }
      let bits = index == parts.count - 1 ? 8 * (4 - UInt64(index)) : 8
      guard number < 1 << bits else { return nil }
      value = value << bits | number
    }
    return UInt32(truncatingIfNeeded: value)
  }

  private static func systemNumber(_ text: some StringProtocol) -> UInt64? {
    guard text.first?.isASCIIDigit == true else { return nil }
    if text.lowercased().hasPrefix("0x") { return text.count == 2 ? 0 : UInt64(text.dropFirst(2), radix: 16) }
    return text.first == "0" ? UInt64(text, radix: 8) : UInt64(text)
  }

  private static func version6(_ text: some StringProtocol) -> UInt128? {
    guard let gap = text.firstRange(of: "::") else {
      guard let groups = groups(text), groups.count == 8 else { return nil }
      return value(of: groups)
    }
    let (head, tail) = (text[..<gap.lowerBound], text[gap.upperBound...])
    guard let first = head.isEmpty ? [] : groups(head, mayEndInVersion4: false),
      let last = tail.isEmpty ? [] : groups(tail), first.count + last.count <= 7
    else { return nil }
    return value(of: first + Array(repeating: 0, count: 8 - first.count - last.count) + last)
  }

  private static func groups(_ text: some StringProtocol, mayEndInVersion4: Bool = true) -> [UInt16]? {
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndInVersion4, index == parts.count - 1, let v4 = version4(part) {
        groups += [UInt16(v4 >> 16), UInt16(v4 & 0xFFFF)]
      } else {
        guard 1...4 ~= part.count, part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16) else {
          return nil
        }
        groups.append(group)
      }
    }
    return groups
  }

  private static func value(of groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }
}

extension IPAddress: CustomStringConvertible {
  /// The canonical text (RFC 5952).
  package var description: String {
    if isV4 { return (0..<4).map { String(UInt8(truncatingIfNeeded: bits >> (24 - 8 * $0))) }.joined(separator: ".") }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
    let zeros = Self.longestRunOfZeros(groups)
    let text = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
    guard zeros.count > 1 else { return text(groups[...]) }
    return "\(text(groups[..<zeros.lowerBound]))::\(text(groups[zeros.upperBound...]))"
  }

  private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start > longest.count { longest = start..<index }
      start = index + 1
    }
    return longest
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
