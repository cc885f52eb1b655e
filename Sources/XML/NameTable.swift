/// The distinct names of a document, numbered in the order in which they came.
///
/// Lookups take a C string as expat gives it, and allocate nothing. The hash is Swift's, seeded for each process: a
/// document cannot be made to collide.
struct NameTable {
  /// Where each name is in `bytes`.
  private(set) var ranges: [Range<Int>] = []
  /// All names, one after the other.
  private(set) var bytes: [UInt8] = []
  private var places = [Int32](repeating: -1, count: 64)

  var count: Int { ranges.count }

  /// Whether a name has the colon of a prefix.
  var hasPrefixes: Bool { bytes.contains(UInt8(ascii: ":")) }

  /// The bytes of a name.
  subscript(index: Int32) -> ArraySlice<UInt8> { bytes[ranges[Int(index)]] }

  /// The number of a name, a new one where it was not there yet.
  mutating func number(of name: UnsafeBufferPointer<UInt8>) -> Int32 {
    var place = place(of: name)
    if places[place] >= 0 { return places[place] }
    if (count + 1) * 2 > places.count {
      grow()
      place = self.place(of: name)
    }
    let number = Int32(count)
    ranges.append(bytes.count..<bytes.count + name.count)
    bytes.append(contentsOf: name)
    places[place] = number
    return number
  }

  /// The number of a name, or nil.
  func find(_ name: [UInt8]) -> Int32? {
    let number = name.withUnsafeBufferPointer { places[place(of: $0)] }
    return number >= 0 ? number : nil
  }

  private func place(of name: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(name))
    let mask = places.count - 1
    var place = hasher.finalize() & mask
    while places[place] >= 0, !isSame(places[place], name) { place = (place + 1) & mask }
    return place
  }

  private func isSame(_ number: Int32, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = ranges[Int(number)]
    guard range.count == name.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<name.count where bytes[range.lowerBound + index] != name[index] { return false }
      return true
    }
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for (number, range) in ranges.enumerated() {
      let free = bytes.withUnsafeBufferPointer { place(of: UnsafeBufferPointer(rebasing: $0[range])) }
      places[free] = Int32(number)
    }
  }
}
