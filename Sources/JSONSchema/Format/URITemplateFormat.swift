/// `uri-template` (RFC 6570, section 2).
enum URITemplateFormat {
  static func accepts(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    var place = 0
    while place < scalars.count {
      switch scalars[place] {
      case 0x7B:
        guard let end = scalars[place...].firstIndex(of: 0x7D), isExpression(scalars[(place + 1)..<end]) else {
          return false
        }
        place = end + 1
      case 0x25:
        guard isPercentEncoded(scalars[...], place) else { return false }
        place += 3
      default:
        guard isLiteral(scalars[place]) else { return false }
        place += 1
      }
    }
    return true
  }

  private static func isPercentEncoded(_ text: ArraySlice<UInt32>, _ place: Int) -> Bool {
    place + 2 < text.endIndex && URIFormat.isHex(text[place + 1]) && URIFormat.isHex(text[place + 2])
  }

  private static func isLiteral(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x23, 0x24, 0x26...0x3B, 0x3D, 0x3F...0x5B, 0x5D, 0x5F, 0x61...0x7A, 0x7E: true
    default: URIFormat.isBeyondASCII(scalar) || URIFormat.isPrivate(scalar)
    }
  }

  private static func isExpression(_ text: ArraySlice<UInt32>) -> Bool {
    var variables = text
    if let first = text.first, "+#./;?&=,!@|".unicodeScalars.contains(where: { $0.value == first }) {
      variables = text.dropFirst()
    }
    return variables.split(separator: 0x2C, omittingEmptySubsequences: false).allSatisfy(isVariable)
  }

  private static func isVariable(_ text: ArraySlice<UInt32>) -> Bool {
    var name = text
    if name.last == 0x2A {
      name = name.dropLast()
    } else if let colon = name.firstIndex(of: 0x3A) {
      let length = name[(colon + 1)...]
      guard (1...4).contains(length.count), length.first != 0x30, length.allSatisfy({ (0x30...0x39).contains($0) })
      else { return false }
      name = name[..<colon]
    }
    return name.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && isName(part)
    }
  }

  private static func isName(_ text: ArraySlice<UInt32>) -> Bool {
    var place = text.startIndex
    while place < text.endIndex {
      switch text[place] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: place += 1
      case 0x25 where isPercentEncoded(text, place): place += 3
      default: return false
      }
    }
    return true
  }
}
