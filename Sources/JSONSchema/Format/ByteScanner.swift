/// Reads bytes from left to right.
struct ByteScanner {
  let bytes: ArraySlice<UInt8>
  var position: Int

  init(_ bytes: some Collection<UInt8>) {
    self.bytes = Array(bytes)[...]
    position = 0
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  /// Goes on by one byte where it is one of some.
  mutating func skip(_ choices: UInt8...) -> Bool {
    guard let current, choices.contains(current) else { return false }
    position += 1
    return true
  }

  /// Reads so many decimal digits; nil where there are fewer.
  mutating func digits(_ count: Int) -> Int? {
    guard bytes.endIndex - position >= count else { return nil }
    var value = 0
    for byte in bytes[position..<(position + count)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += count
    return value
  }

  /// Goes over all decimal digits that follow; says how many there are.
  mutating func skipDigits() -> Int {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }
}
