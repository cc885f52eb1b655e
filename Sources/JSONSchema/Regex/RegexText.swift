/// UTF-8 text, read scalar by scalar in either direction.
struct RegexText {
  let bytes: UnsafeBufferPointer<UInt8>

  var end: Int { bytes.count }

  /// The scalar that begins at an offset before the end, and the offset after it.
  @inline(__always)
  func scalar(at offset: Int) -> (UInt32, Int) {
    let first = UInt32(bytes[offset])
    if first < 0x80 { return (first, offset &+ 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | tail(offset &+ 1), offset &+ 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | tail(offset &+ 1) << 6 | tail(offset &+ 2), offset &+ 3) }
    let high = (first & 0x07) << 18 | tail(offset &+ 1) << 12
    return (high | tail(offset &+ 2) << 6 | tail(offset &+ 3), offset &+ 4)
  }

  /// The scalar that ends at an offset after the start, and the offset before it.
  @inline(__always)
  func scalar(before offset: Int) -> (UInt32, Int) {
    var start = offset &- 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start &-= 1 }
    return (scalar(at: start).0, start)
  }

  @inline(__always)
  private func tail(_ offset: Int) -> UInt32 { UInt32(bytes[offset]) & 0x3F }

  func holds(_ assertion: RegexAssertion, at offset: Int) -> Bool {
    switch assertion {
    case .start: offset == 0
    case .end: offset == end
    case .wordBoundary: isBoundary(offset)
    case .noWordBoundary: !isBoundary(offset)
    }
  }

  private func isBoundary(_ offset: Int) -> Bool {
    let before = offset > 0 && ScalarSet.word.contains(scalar(before: offset).0)
    let after = offset < end && ScalarSet.word.contains(scalar(at: offset).0)
    return before != after
  }
}
