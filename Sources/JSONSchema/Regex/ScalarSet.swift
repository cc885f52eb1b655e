/// A set of Unicode scalars: ranges, properties, or all but these.
struct ScalarSet: Sendable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  private var properties: [(property: UnicodeProperty, isNegated: Bool)] = []
  private var isInverted = false
  private var asciiLow: UInt64 = 0
  private var asciiHigh: UInt64 = 0

  init(_ ranges: [ClosedRange<UInt32>] = []) {
    for range in ranges { insert(range) }
    seal()
  }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func insert(_ property: UnicodeProperty, isNegated: Bool) { properties.append((property, isNegated)) }

  mutating func formUnion(_ other: ScalarSet) {
    guard other.isInverted else {
      ranges += other.ranges
      properties += other.properties
      return
    }
    // Only escapes such as \D are unions of inverted sets, and they are made of ranges alone.
    ranges += other.complementOfRanges()
  }

  private func complementOfRanges() -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }

  func inverted() -> ScalarSet {
    var copy = self
    copy.isInverted.toggle()
    copy.seal()
    return copy
  }

  /// Sorts and merges the ranges and works out the ASCII part; call it after the last insertion.
  mutating func seal() {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
    asciiLow = 0
    asciiHigh = 0
    for value in 0..<UInt32(64) {
      if computeContains(value) { asciiLow |= 1 << UInt64(value) }
      if computeContains(value + 64) { asciiHigh |= 1 << UInt64(value) }
    }
  }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return asciiLow >> UInt64(scalar) & 1 == 1 }
    if scalar < 128 { return asciiHigh >> UInt64(scalar &- 64) & 1 == 1 }
    return computeContains(scalar)
  }

  private func computeContains(_ scalar: UInt32) -> Bool {
    let found =
      SortedRanges.contains(scalar, in: ranges)
      || properties.contains { $0.property.contains(scalar) != $0.isNegated }
    return found != isInverted
  }
}

enum SortedRanges {
  /// Binary search in ranges that are sorted and apart.
  static func contains(_ value: UInt32, in ranges: [ClosedRange<UInt32>]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if value < ranges[middle].lowerBound {
        high = middle
      } else if value > ranges[middle].upperBound {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}

extension ScalarSet {
  static let digits = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// ECMA-262's WhiteSpace and LineTerminator.
  static let space = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  /// What `.` matches: all but the line terminators.
  static let any = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).inverted()
}
