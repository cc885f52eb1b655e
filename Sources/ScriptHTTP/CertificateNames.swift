/// Issuer and subject of a certificate, read from its DER form (RFC 5280 §4.1).
struct CertificateNames {
  /// The issuer's common name.
  var issuer: String?
  var isSelfSigned: Bool

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
    self.issuer = Self.commonName(in: issuer.content)
    isSelfSigned = issuer.content.elementsEqual(subject.content)
  }

  private static func commonName(in name: ArraySlice<UInt8>) -> String? {
    var sets = DERReader(name)
    while let set = sets.next() {
      var attributes = DERReader(set.content)
      while let attribute = attributes.next() {
        var parts = DERReader(attribute.content)
        guard let type = parts.next(), let value = parts.next() else { continue }
        if type.content.elementsEqual([0x55, 0x04, 0x03]) { return String(decoding: value.content, as: UTF8.self) }
      }
    }
    return nil
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
