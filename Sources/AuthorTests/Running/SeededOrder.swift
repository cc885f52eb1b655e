/// An order of tests that looks like chance and is the same for the same seed. Tests of one `describe` stay together, so
/// that its hooks run once.
struct SeededOrder: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64, file: String) {
    state = seed
    for byte in file.utf8 { state = (state ^ UInt64(byte)) &* 0x0100_0000_01b3 }
  }

  /// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// - Parameters:
  ///   - tests: numbers in the file's order.
  ///   - path: the names around each test, its own last.
  mutating func shuffled(_ tests: [Int], depth: Int = 0, path: (Int) -> [String]) -> [Int] {
    var groups: [[Int]] = []
    var group: [String: Int] = [:]
    for test in tests {
      let names = path(test)
      if names.count > depth + 1 {
        if let index = group[names[depth]] {
          groups[index].append(test)
          continue
        }
        group[names[depth]] = groups.count
      }
      groups.append([test])
    }
    groups.shuffle(using: &self)
    var order: [Int] = []
    for members in groups {
      let isGroup = path(members[0]).count > depth + 1
      order += isGroup ? shuffled(members, depth: depth + 1, path: path) : members
    }
    return order
  }
}
