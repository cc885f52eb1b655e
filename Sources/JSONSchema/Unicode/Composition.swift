/// Tells whether text is in Unicode's normalization form C.
enum Composition {
  private static let firsts: [UInt32: [ClosedRange<UInt32>]] = {
    var firsts: [UInt32: [ClosedRange<UInt32>]] = [:]
    for table in RangeText.tables(CompositionData.pairs) {
      if let second = UInt32(table.name, radix: 36) { firsts[second] = table.ranges }
    }
    return firsts
  }()

  /// Whether text whose scalars are each stable in form C stays as it is: marks in order, nothing left to compose.
  static func isComposed(_ scalars: [Unicode.Scalar]) -> Bool {
    var starter: UInt32?
    var lastClass: UInt8 = 0
    for scalar in scalars {
      let mark = scalar.properties.canonicalCombiningClass.rawValue
      if mark != 0, lastClass > mark { return false }
      let isBlocked = lastClass != 0 && (mark == 0 || lastClass >= mark)
      if let starter, !isBlocked, composes(starter, scalar.value) { return false }
      if mark == 0 { starter = scalar.value }
      lastClass = mark
    }
    return true
  }

  private static func composes(_ first: UInt32, _ second: UInt32) -> Bool {
    if (0x1100..<0x1113).contains(first), (0x1161..<0x1176).contains(second) { return true }
    if (0xAC00..<0xD7A4).contains(first), (first - 0xAC00) % 28 == 0, (0x11A8..<0x11C3).contains(second) {
      return true
    }
    return firsts[second].map { SortedRanges.contains(first, in: $0) } ?? false
  }
}
