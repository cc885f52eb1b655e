/// Which items or properties of one value some schema has looked at, for `unevaluatedItems` and its sibling.
struct Evaluated {
  /// Whether anybody wants to know.
  let isKept: Bool
  private var all = false
  /// So many at the start are marked.
  private var prefix = 0
  private var low: UInt64 = 0
  private var high: [UInt64] = []

  init(isKept: Bool) { self.isKept = isKept }

  mutating func markAll() { all = true }

  mutating func markPrefix(_ count: Int) { prefix = max(prefix, count) }

  mutating func mark(_ place: Int) {
    guard place >= 64 else {
      low |= 1 << UInt64(place)
      return
    }
    let word = place / 64 - 1
    while high.count <= word { high.append(0) }
    high[word] |= 1 << UInt64(place % 64)
  }

  func isMarked(_ place: Int) -> Bool {
    if all || place < prefix { return true }
    if place < 64 { return low >> UInt64(place) & 1 == 1 }
    let word = place / 64 - 1
    return word < high.count && high[word] >> UInt64(place % 64) & 1 == 1
  }

  mutating func formUnion(_ other: Evaluated) {
    all = all || other.all
    prefix = max(prefix, other.prefix)
    low |= other.low
    for (word, bits) in other.high.enumerated() {
      if word < high.count { high[word] |= bits } else { high.append(bits) }
    }
  }
}
