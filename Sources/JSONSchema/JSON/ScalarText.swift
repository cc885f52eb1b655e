/// Byte-wise equality and hashing of text.
///
/// `String.==` holds canonically equivalent texts equal; JSON compares scalar by scalar (RFC 8259, section 8.3).
enum ScalarText {
  /// Seeds the hashes of a process, so that nobody can prepare keys that collide.
  static let seed = UInt64.random(in: .min ... .max)

  /// Whether two texts hold the same Unicode scalars.
  @inline(__always)
  static func equal(_ left: String, _ right: String) -> Bool {
    let leftBytes = left.utf8
    let rightBytes = right.utf8
    guard leftBytes.count == rightBytes.count else { return false }
    let fast = leftBytes.withContiguousStorageIfAvailable { leftBuffer in
      rightBytes.withContiguousStorageIfAvailable { equal(leftBuffer, $0) }
    }
    if let fast, let fast { return fast }
    return leftBytes.elementsEqual(rightBytes)
  }

  @inline(__always)
  private static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = left.count
    let leftRaw = UnsafeRawBufferPointer(left)
    let rightRaw = UnsafeRawBufferPointer(right)
    var offset = 0
    while offset &+ 8 <= count {
      guard
        leftRaw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == rightRaw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset &+= 8
    }
    while offset < count {
      guard left[offset] == right[offset] else { return false }
      offset &+= 1
    }
    return true
  }

  /// The hash of a text, the same as that of its UTF-8 bytes.
  static func hash(_ text: String) -> UInt32 {
    let fast = text.utf8.withContiguousStorageIfAvailable { hash(UnsafeRawBufferPointer($0), seed: seed) }
    return fast ?? Array(text.utf8).withUnsafeBytes { hash($0, seed: seed) }
  }

  /// The hash of UTF-8 bytes.
  @inline(__always)
  static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt32 {
    let count = bytes.count
    var state = seed ^ UInt64(truncatingIfNeeded: count)
    var offset = 0
    while offset &+ 8 <= count {
      state = mix(state ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset &+= 8
    }
    var tail: UInt64 = 0
    while offset < count {
      tail = tail &<< 8 | UInt64(bytes[offset])
      offset &+= 1
    }
    state = mix(state ^ tail)
    return UInt32(truncatingIfNeeded: state ^ (state &>> 32))
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
