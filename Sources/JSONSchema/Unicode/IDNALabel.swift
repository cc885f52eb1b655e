/// The labels of internationalized host names (RFC 5890 to 5893).
enum IDNALabel {
  private static let valid = RangeText.ranges(IDNAData.valid)

  /// Whether a label is a U-label, leaving its length and the Bidi rule to the caller.
  static func isValid(_ label: [UInt32]) -> Bool {
    let scalars = label.compactMap(Unicode.Scalar.init)
    guard let first = scalars.first, scalars.count == label.count else { return false }
    if label.first == 0x2D || label.last == 0x2D { return false }
    if label.count >= 4, label[2] == 0x2D, label[3] == 0x2D { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    for place in label.indices where !SortedRanges.contains(label[place], in: valid) {
      guard ContextRule.accepts(label, at: place) else { return false }
    }
    return Composition.isComposed(scalars)
  }

  /// The scalars of an A-label's U-label, nil where it is none. The label has no upper case.
  static func decode(_ label: [UInt8]) -> [UInt32]? {
    guard label.starts(with: Array("xn--".utf8)), let decoded = Punycode.decode(label.dropFirst(4)),
      decoded.contains(where: { $0 >= 0x80 }), isValid(decoded),
      Punycode.encode(decoded).map({ Array($0.utf8) == Array(label.dropFirst(4)) }) ?? false
    else { return nil }
    return decoded
  }
}

/// The contextual rules of RFC 5892, appendix A.
enum ContextRule {
  static func accepts(_ label: [UInt32], at place: Int) -> Bool {
    let before = place > 0 ? label[place - 1] : nil
    let after = place + 1 < label.count ? label[place + 1] : nil
    switch label[place] {
    case 0x200C: return isVirama(before) || joins(label, at: place)
    case 0x200D: return isVirama(before)
    case 0xB7: return before == 0x6C && after == 0x6C
    case 0x375: return after.map { ScriptTable.contains($0, "Greek") } ?? false
    case 0x5F3, 0x5F4: return before.map { ScriptTable.contains($0, "Hebrew") } ?? false
    case 0x30FB:
      return label.contains { scalar in ["Hiragana", "Katakana", "Han"].contains { ScriptTable.contains(scalar, $0) } }
    case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0) }
    case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0) }
    default: return false
    }
  }

  private static func isVirama(_ scalar: UInt32?) -> Bool {
    guard let scalar = scalar.flatMap(Unicode.Scalar.init) else { return false }
    return scalar.properties.canonicalCombiningClass.rawValue == 9
  }

  private static let dual = RangeText.ranges(JoiningData.dual)
  private static let right = RangeText.ranges(JoiningData.right)
  private static let left = RangeText.ranges(JoiningData.left)
  private static let transparent = RangeText.ranges(JoiningData.transparent)

  /// Whether a zero width non-joiner stands between two letters that would join.
  private static func joins(_ label: [UInt32], at place: Int) -> Bool {
    func isTransparent(_ scalar: UInt32) -> Bool { SortedRanges.contains(scalar, in: transparent) }
    guard let before = label[..<place].last(where: { !isTransparent($0) }),
      let after = label[(place + 1)...].first(where: { !isTransparent($0) })
    else { return false }
    return (SortedRanges.contains(before, in: left) || SortedRanges.contains(before, in: dual))
      && (SortedRanges.contains(after, in: right) || SortedRanges.contains(after, in: dual))
  }
}
