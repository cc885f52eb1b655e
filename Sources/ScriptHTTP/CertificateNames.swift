import Integrations

/// Issuer, subject and alternative names of a certificate, read from its DER form (RFC 5280 §4.1).
struct CertificateNames {
  private let issuerName: [DistinguishedPart]
  private let subjectName: [DistinguishedPart]
  /// Host names and IP addresses of the subject (§4.2.1.6).
  private(set) var alternatives: [String] = []
  let isSelfSigned: Bool

  /// Nil where the bytes are not a certificate.
  init?(der: [UInt8]) {
    var outer = DERReader(der[...])
    guard let certificate = outer.next(), case var body = DERReader(certificate.content),
      let toBeSigned = body.next(), case var fields = DERReader(toBeSigned.content)
    else { return nil }
    var field = fields.next()
    if field?.tag == 0xA0 { field = fields.next() }  // the version; the serial number follows
    guard field != nil, fields.next() != nil, let issuer = fields.next(), fields.next() != nil,
      let subject = fields.next()
    else { return nil }
    issuerName = DistinguishedPart.parts(of: issuer.content)
    subjectName = DistinguishedPart.parts(of: subject.content)
    isSelfSigned = issuer.content.elementsEqual(subject.content)
    while let field = fields.next() {
      if field.tag == 0xA3 { alternatives = Self.alternatives(inExtensions: field.content) }
    }
  }

  /// The issuer's common name.
  var issuer: String? { issuerName.first { $0.type == "CN" }?.value }

  /// The names as RFC 4514 writes them, the most specific part first.
  var issuerText: String { Self.text(issuerName) }
  var subjectText: String { Self.text(subjectName) }

  private static func text(_ name: [DistinguishedPart]) -> String {
    name.reversed().map { "\($0.type)=\($0.escapedValue)" }.joined(separator: ",")
  }

  private static func alternatives(inExtensions content: ArraySlice<UInt8>) -> [String] {
    var wrapper = DERReader(content)
    guard let list = wrapper.next() else { return [] }
    var extensions = DERReader(list.content)
    while let item = extensions.next() {
      var parts = DERReader(item.content)
      guard let type = parts.next(), type.content.elementsEqual([0x55, 0x1D, 0x11]), var value = parts.next() else {
        continue
      }
      if value.tag == 0x01, let next = parts.next() { value = next }  // whether it is critical comes first
      var octets = DERReader(value.content)
      return octets.next().map { generalNames($0.content) } ?? []
    }
    return []
  }

  private static func generalNames(_ content: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    var reader = DERReader(content)
    while let name = reader.next() {
      switch name.tag {
      case 0x82: names.append(String(decoding: name.content, as: UTF8.self))
      case 0x87: if let address = IPAddress(bytes: name.content) { names.append("\(address)") }
      default: break
      }
    }
    return names
  }
}

/// One attribute of a distinguished name.
private struct DistinguishedPart {
  /// `CN`, `O`, … or the dotted number of a type without a short name.
  var type: String
  var value: String

  private static let shortNames: [[UInt8]: String] = [
    [0x55, 4, 3]: "CN", [0x55, 4, 7]: "L", [0x55, 4, 8]: "ST", [0x55, 4, 10]: "O", [0x55, 4, 11]: "OU",
    [0x55, 4, 6]: "C",
    [0x55, 4, 9]: "STREET", [0x55, 4, 5]: "serialNumber",
    [0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 1, 25]: "DC",
  ]

  static func parts(of name: ArraySlice<UInt8>) -> [DistinguishedPart] {
    var parts: [DistinguishedPart] = []
    var sets = DERReader(name)
    while let set = sets.next() {
      var attributes = DERReader(set.content)
      while let attribute = attributes.next() {
        var fields = DERReader(attribute.content)
        guard let type = fields.next(), let value = fields.next() else { continue }
        parts.append(
          DistinguishedPart(
            type: shortNames[Array(type.content)] ?? dotted(type.content), value: text(value.content, tag: value.tag)))
      }
    }
    return parts
  }

  /// RFC 4514 §2.4.
  var escapedValue: String {
    var text = ""
    for (index, character) in value.enumerated() {
      let isAtEnd = index == 0 || index == value.count - 1
      if "\"+,;<>\\".contains(character) || (isAtEnd && character == " ") || (index == 0 && character == "#") {
        text.append("\\")
      }
      text.append(character)
    }
    return text
  }

  private static func text(_ bytes: ArraySlice<UInt8>, tag: UInt8) -> String {
    guard tag == 0x1E else { return String(decoding: bytes, as: UTF8.self) }
    let bytes = Array(bytes)  // BMPString: two bytes a character
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return String(decoding: units, as: UTF16.self)
  }

  /// X.690 §8.19.
  private static func dotted(_ bytes: ArraySlice<UInt8>) -> String {
    var numbers: [UInt64] = []
    var value: UInt64 = 0
    for byte in bytes {
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 {
        numbers.append(value)
        value = 0
      }
    }
    guard let first = numbers.first else { return "" }
    let start = min(first / 40, 2)
    return ([start, first - 40 * start] + numbers.dropFirst()).map(String.init).joined(separator: ".")
  }
}

/// Walks the elements of one DER structure (X.690 §8.1).
struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next element; nil at the end, and where the bytes are not DER.
  mutating func next() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
    guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard 1...4 ~= count, rest.count >= count else { return nil }
      length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(count)
    }
    guard rest.count >= length else { return nil }
    defer { rest = rest.dropFirst(length) }
    return (tag, rest.prefix(length))
  }
}
