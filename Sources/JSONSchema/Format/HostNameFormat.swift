/// `hostname` (RFC 1123, section 2.1, with A-labels of RFC 5891) and `idn-hostname` (RFC 5890, section 2.3.2.3).
enum HostNameFormat {
  static func accepts(_ text: String, isInternational: Bool) -> Bool {
    let labels = split(text, isInternational: isInternational)
    var length = labels.count - 1
    var unicode: [[UInt32]] = []
    for label in labels {
      guard let (decoded, size) = read(label, isInternational: isInternational), size <= 63 else { return false }
      length += size
      unicode.append(decoded)
    }
    guard length <= 253 else { return false }
    return !unicode.contains(where: BidiRule.isRightToLeft) || unicode.allSatisfy(BidiRule.accepts)
  }

  /// Whether a text is a host name by RFC 1034 alone, which drafts 4 and 6 go by: what A-labels stand for is not asked.
  static func isASCII(_ text: String) -> Bool {
    let labels = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    return text.utf8.count <= 253 && labels.allSatisfy { isPlain($0.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }) }
  }

  private static func split(_ text: String, isInternational: Bool) -> [[UInt32]] {
    let separators: Set<UInt32> = isInternational ? [0x2E, 0x3002, 0xFF0E, 0xFF61] : [0x2E]
    return text.unicodeScalars.map(\.value).split(omittingEmptySubsequences: false) { separators.contains($0) }
      .map(Array.init)
  }

  /// The scalars that a label stands for, and its length as it goes over the wire.
  private static func read(_ label: [UInt32], isInternational: Bool) -> ([UInt32], Int)? {
    if label.contains(where: { $0 >= 0x80 }) {
      guard isInternational, label.count <= 63, IDNALabel.isValid(label), let encoded = Punycode.encode(label) else {
        return nil
      }
      return (label, encoded.utf8.count + 4)
    }
    let bytes = label.map { $0 | (0x41...0x5A ~= $0 ? 0x20 : 0) }.map { UInt8($0) }
    guard isPlain(bytes) else { return nil }
    if bytes.starts(with: Array("xn--".utf8)) {
      return IDNALabel.decode(bytes).map { ($0, bytes.count) }
    }
    // Two hyphens there are reserved for encodings like that of A-labels.
    if isInternational, bytes.count >= 4, bytes[2] == 0x2D, bytes[3] == 0x2D { return nil }
    return (bytes.map { UInt32($0) }, bytes.count)
  }

  /// Whether a label in lower case has but letters, digits and inner hyphens.
  static func isPlain(_ label: [UInt8]) -> Bool {
    guard !label.isEmpty, label.first != 0x2D, label.last != 0x2D, label.count <= 63 else { return false }
    return label.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }
}
