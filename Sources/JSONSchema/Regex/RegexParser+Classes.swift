extension RegexParser {
  /// Reads a character class; the position is at its `[`.
  mutating func parseClass() throws(RegexError) -> ScalarSet {
    let start = position
    position += 1
    let isInverted = skip("^")
    var set = ScalarSet()
    while let scalar = current, scalar != 0x5D {
      let from = try parseClassAtom(into: &set)
      guard isNext("-"), position + 1 < scalars.count, scalars[position + 1] != 0x5D else {
        if let from { set.insert(from...from) }
        continue
      }
      position += 1
      let to = try parseClassAtom(into: &set)
      try insertRange(from, to, into: &set, at: start)
    }
    guard skip("]") else { throw fault("the class is not closed with `]`", at: start) }
    set.seal()
    return isInverted ? set.inverted() : set
  }

  private func insertRange(
    _ from: UInt32?, _ to: UInt32?, into set: inout ScalarSet, at start: Int
  ) throws(RegexError) {
    guard let from, let to else {
      guard isLenient else { throw fault("a set such as `\\d` cannot be an end of a range", at: start) }
      for scalar in [from, 0x2D, to].compactMap({ $0 }) { set.insert(scalar...scalar) }
      return
    }
    guard from <= to else { throw fault("the range is in the wrong order", at: start) }
    set.insert(from...to)
  }

  /// Reads one member; a set such as `\d` is put into the class at once and gives nil.
  private mutating func parseClassAtom(into set: inout ScalarSet) throws(RegexError) -> UInt32? {
    guard let scalar = current else { throw fault("the class is not closed with `]`") }
    guard scalar == 0x5C else {
      position += 1
      return scalar
    }
    if let escape = try parseSetEscape() {
      set.formUnion(escape)
      return nil
    }
    let start = position
    position += 1
    return try parseCharacterEscape(from: start, inClass: true)
  }
}
