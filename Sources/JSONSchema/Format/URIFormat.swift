/// `uri` and `uri-reference` (RFC 3986), `iri` and `iri-reference` (RFC 3987).
struct URIFormat {
  let isInternational: Bool

  func accepts(_ text: String, asReference: Bool) -> Bool {
    // The parts are found by their ASCII delimiters, whatever stands between them.
    let scalars = text.unicodeScalars.map(\.value)[...]
    var rest = scalars
    let fragment = cutTail(&rest, 0x23)
    let query = cutTail(&rest, 0x3F)
    if let fragment, !isText(fragment, also: "/?:@") { return false }
    if let query, !isText(query, also: "/?:@", allowsPrivate: true) { return false }
    let end = rest.firstIndex { $0 == 0x3A || $0 == 0x2F }
    guard let end, rest[end] == 0x3A else { return asReference && isHierarchy(rest, hasScheme: false) }
    if isScheme(rest[..<end]) { return isHierarchy(rest[(end + 1)...], hasScheme: true) }
    return false
  }

  private func cutTail(_ text: inout ArraySlice<UInt32>, _ mark: UInt32) -> ArraySlice<UInt32>? {
    guard let place = text.firstIndex(of: mark) else { return nil }
    defer { text = text[..<place] }
    return text[(place + 1)...]
  }

  private func isScheme(_ text: ArraySlice<UInt32>) -> Bool {
    guard let first = text.first, Self.isLetter(first) else { return false }
    return text.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
  }

  private static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

  /// What follows the scheme: an authority and a path.
  private func isHierarchy(_ text: ArraySlice<UInt32>, hasScheme: Bool) -> Bool {
    guard text.starts(with: [0x2F, 0x2F]) else { return isText(text, also: "/:@") }
    let content = text.dropFirst(2)
    let end = content.firstIndex(of: 0x2F) ?? content.endIndex
    return isAuthority(content[..<end]) && isText(content[end...], also: "/:@")
  }

  private func isAuthority(_ text: ArraySlice<UInt32>) -> Bool {
    var host = text
    if let at = text.firstIndex(of: 0x40) {
      guard isText(text[..<at], also: ":") else { return false }
      host = text[(at + 1)...]
    }
    if host.first == 0x5B {
      guard let close = host.firstIndex(of: 0x5D) else { return false }
      return isLiteral(host[(host.startIndex + 1)..<close]) && isPort(host[(close + 1)...])
    }
    let colon = host.firstIndex(of: 0x3A) ?? host.endIndex
    return isText(host[..<colon], also: "") && isPort(host[colon...])
  }

  private func isPort(_ text: ArraySlice<UInt32>) -> Bool {
    text.isEmpty || (text.first == 0x3A && text.dropFirst().allSatisfy(Self.isDigit))
  }

  private func isLiteral(_ text: ArraySlice<UInt32>) -> Bool {
    guard text.allSatisfy({ $0 < 0x80 }) else { return false }
    let bytes = text.map { UInt8($0) }
    guard bytes.first.map({ $0 | 0x20 == 0x76 }) ?? false else { return AddressFormats.isIPv6(bytes[...]) }
    // A version of the future: "v" HEX+ "." and its address.
    guard let dot = bytes.firstIndex(of: 0x2E), dot > 1, dot + 1 < bytes.count,
      bytes[1..<dot].allSatisfy({ JSONParser.hexValue($0) != nil })
    else { return false }
    let address = text[(text.startIndex + dot + 1)...]
    return !address.contains(0x25) && URIFormat(isInternational: false).isText(address, also: ":")
  }

  /// Whether text has but unreserved characters, sub-delimiters, percent-encoded bytes and some others.
  private func isText(_ text: ArraySlice<UInt32>, also others: String, allowsPrivate: Bool = false) -> Bool {
    var place = text.startIndex
    while place < text.endIndex {
      let scalar = text[place]
      if scalar == 0x25 {
        guard place + 2 < text.endIndex, Self.isHex(text[place + 1]), Self.isHex(text[place + 2]) else { return false }
        place += 3
        continue
      }
      let isAllowed =
        Self.isLetter(scalar) || Self.isDigit(scalar) || Self.marks.contains(scalar)
        || others.unicodeScalars.contains { $0.value == scalar }
        || (isInternational && (Self.isBeyondASCII(scalar) || (allowsPrivate && Self.isPrivate(scalar))))
      guard isAllowed else { return false }
      place += 1
    }
    return true
  }

  private static let marks = Set("-._~!$&'()*+,;=".unicodeScalars.map(\.value))

  static func isHex(_ scalar: UInt32) -> Bool { scalar < 0x80 && JSONParser.hexValue(UInt8(scalar)) != nil }

  /// RFC 3987's `ucschar`.
  static func isBeyondASCII(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0x10000...0xEFFFF: scalar & 0xFFFF <= 0xFFFD && !(0xE0000..<0xE1000).contains(scalar)
    default: false
    }
  }

  /// RFC 3987's `iprivate`.
  static func isPrivate(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
    default: false
    }
  }
}
