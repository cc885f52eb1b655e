/// The bidirectional classes that matter to host names.
enum BidiClass: CaseIterable {
  case left, right, arabicLetter, arabicNumber, europeanNumber, europeanSeparator, commonSeparator
  case europeanTerminator, otherNeutral, boundaryNeutral, nonspacingMark

  private static let tables: [(BidiClass, [ClosedRange<UInt32>])] = [
    (.right, RangeText.ranges(BidiData.r)), (.arabicLetter, RangeText.ranges(BidiData.al)),
    (.arabicNumber, RangeText.ranges(BidiData.an)), (.europeanNumber, RangeText.ranges(BidiData.en)),
    (.europeanSeparator, RangeText.ranges(BidiData.es)), (.commonSeparator, RangeText.ranges(BidiData.cs)),
    (.europeanTerminator, RangeText.ranges(BidiData.et)), (.otherNeutral, RangeText.ranges(BidiData.on)),
    (.boundaryNeutral, RangeText.ranges(BidiData.bn)), (.nonspacingMark, RangeText.ranges(BidiData.nsm)),
  ]

  init(_ scalar: UInt32) {
    self = Self.tables.first { SortedRanges.contains(scalar, in: $0.1) }?.0 ?? .left
  }

  var isRightToLeft: Bool { self == .right || self == .arabicLetter || self == .arabicNumber }
}

/// The Bidi rule of RFC 5893, section 2.
enum BidiRule {
  static func isRightToLeft(_ label: [UInt32]) -> Bool { label.contains { BidiClass($0).isRightToLeft } }

  /// Whether a label of a name that has right-to-left labels keeps the rule.
  static func accepts(_ label: [UInt32]) -> Bool {
    let classes = label.map { BidiClass($0) }
    guard let first = classes.first, let last = classes.last(where: { $0 != .nonspacingMark }) else { return false }
    let neutral: Set<BidiClass> = [
      .europeanNumber, .europeanSeparator, .commonSeparator, .europeanTerminator, .otherNeutral, .boundaryNeutral,
      .nonspacingMark,
    ]
    switch first {
    case .right, .arabicLetter:
      let inside = neutral.union([.right, .arabicLetter, .arabicNumber])
      let mixesNumbers = classes.contains(.europeanNumber) && classes.contains(.arabicNumber)
      return classes.allSatisfy(inside.contains) && !mixesNumbers
        && [.right, .arabicLetter, .europeanNumber, .arabicNumber].contains(last)
    case .left:
      return classes.allSatisfy(neutral.union([.left]).contains) && [.left, .europeanNumber].contains(last)
    default: return false
    }
  }
}
