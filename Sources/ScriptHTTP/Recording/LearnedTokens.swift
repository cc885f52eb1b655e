/// Tokens that were seen where credentials travel, to be found wherever else they turn up. Looking for a thousand takes
/// as long as looking for one.
struct LearnedTokens: Sendable {
  /// By their first eight bytes.
  private var tokens: [UInt64: [[UInt8]]] = [:]
  private var isFirst = [Bool](repeating: false, count: 256)
  private(set) var count = 0

  private static let shortest = 16

  /// Whether a value is so long and so odd that it is no common word: only such ones are looked for elsewhere.
  static func isDistinctive(_ value: ArraySlice<UInt8>) -> Bool {
    var (letters, digits) = (false, false)
    for byte in value {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits = true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): letters = true
      default: if !"._~+/=-:%|".utf8.contains(byte) { return false }
      }
    }
    return value.count >= shortest && letters && digits
  }

  mutating func insert(_ token: [UInt8]) {
    let key = Self.key(token, at: 0)
    guard !(tokens[key]?.contains(token) ?? false) else { return }
    tokens[key, default: []].append(token)
    tokens[key]?.sort { $0.count > $1.count }
    isFirst[Int(token[0])] = true
    count += 1
  }

  func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    guard count > 0, bytes.count >= Self.shortest else { return [] }
    var ranges: [Range<Int>] = []
    var index = 0
    while index + Self.shortest <= bytes.count {
      let found =
        isFirst[Int(bytes[index])]
        ? tokens[Self.key(bytes, at: index)]?.first { bytes[index...].starts(with: $0) } : nil
      if let found { ranges.append(index..<index + found.count) }
      index += found?.count ?? 1
    }
    return ranges
  }

  private static func key(_ bytes: [UInt8], at index: Int) -> UInt64 {
    bytes[index..<index + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
