/// Finds the public key in an X.509 certificate (RFC 5280 §4.1). Nothing else of it is read or checked.
enum CertificateReader {
  private enum Tag {
    static let sequence: UInt8 = 0x30
    static let version: UInt8 = 0xA0
  }

  /// The SubjectPublicKeyInfo in DER; nil for what is no certificate.
  static func publicKeyInfo(of der: [UInt8]) -> [UInt8]? {
    var outer = der[...]
    guard let certificate = next(&outer), certificate.tag == Tag.sequence, outer.isEmpty else { return nil }
    var inside = certificate.content
    guard let signed = next(&inside), signed.tag == Tag.sequence else { return nil }
    var fields = signed.content
    if fields.first == Tag.version, next(&fields) == nil { return nil }
    // serialNumber, signature, issuer, validity, subject
    for _ in 0..<5 where next(&fields) == nil { return nil }
    guard let info = next(&fields), info.tag == Tag.sequence else { return nil }
    return Array(info.whole)
  }

  private struct Element {
    var tag: UInt8
    var content: ArraySlice<UInt8>
    var whole: ArraySlice<UInt8>
  }

  /// Takes one element with its length (X.690 §8.1.3) off the front.
  private static func next(_ bytes: inout ArraySlice<UInt8>) -> Element? {
    let start = bytes.startIndex
    guard bytes.count >= 2 else { return nil }
    var at = start + 2
    var length = Int(bytes[start + 1])
    if length >= 0x80 {
      let size = length & 0x7F
      guard (1...4).contains(size), bytes.count >= 2 + size else { return nil }
      length = bytes[at..<at + size].reduce(0) { $0 << 8 | Int($1) }
      at += size
    }
    guard length <= bytes.endIndex - at else { return nil }
    let element = Element(tag: bytes[start], content: bytes[at..<at + length], whole: bytes[start..<at + length])
    bytes = bytes[(at + length)...]
    return element
  }
}
