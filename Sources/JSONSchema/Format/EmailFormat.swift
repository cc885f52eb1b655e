/// `email` (RFC 5321, section 4.1.2) and `idn-email` (RFC 6531, section 3.3).
enum EmailFormat {
  static func accepts(_ text: String, isInternational: Bool) -> Bool {
    guard let at = text.utf8.lastIndex(of: 0x40) else { return false }
    let local = Array(text.utf8[..<at])
    let domain = String(text[text.utf8.index(after: at)...])
    guard !local.isEmpty, local.count <= 64, isInternational || local.allSatisfy({ $0 < 0x80 }) else { return false }
    let isLocal = local.first == 0x22 ? isQuoted(local) : isDotted(local)
    return isLocal && isDomain(domain, isInternational: isInternational)
  }

  private static func isDotted(_ local: [UInt8]) -> Bool {
    local.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.allSatisfy(isAtomText)
    }
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
    default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
  }

  private static func isQuoted(_ local: [UInt8]) -> Bool {
    guard local.count >= 2, local.last == 0x22 else { return false }
    var isEscaped = false
    for byte in local.dropFirst().dropLast() {
      if isEscaped {
        guard (0x20...0x7E).contains(byte) else { return false }
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else if byte < 0x20 || byte == 0x7F || byte == 0x22 {
        return false
      }
    }
    return !isEscaped
  }

  private static func isDomain(_ domain: String, isInternational: Bool) -> Bool {
    guard domain.utf8.first == 0x5B else { return HostNameFormat.accepts(domain, isInternational: isInternational) }
    guard domain.utf8.last == 0x5D else { return false }
    let literal = Array(domain.utf8.dropFirst().dropLast())
    let tag = Array("ipv6:".utf8)
    if literal.count > tag.count, literal.prefix(tag.count).map({ $0 | 0x20 }) == tag {
      return AddressFormats.isIPv6(literal.dropFirst(tag.count))
    }
    return AddressFormats.isIPv4(literal[...])
  }
}
