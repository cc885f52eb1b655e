/// Reads the tables that Scripts/generate-unicode-tables writes: gaps and lengths of ranges in base 36.
enum RangeText {
  /// The ranges that a text of words such as `1q` (one scalar) and `1q.3` (three) tells.
  static func ranges(_ text: String) -> [ClosedRange<UInt32>] { ranges(words(text)[...]) }

  static func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }

  static func ranges(_ words: ArraySlice<Substring>) -> [ClosedRange<UInt32>] {
    var after: UInt32 = 0
    var ranges: [ClosedRange<UInt32>] = []
    for word in words {
      let parts = word.split(separator: ".")
      guard let first = parts.first, let gap = UInt32(first, radix: 36) else { continue }
      let length = parts.count > 1 ? UInt32(parts[1], radix: 36) ?? 1 : 1
      ranges.append((after + gap)...(after + gap + length - 1))
      after += gap + length
    }
    return ranges
  }

  /// Tables of one text, each a word and its ranges, ended by `;`.
  static func tables(_ text: String) -> [(name: String, ranges: [ClosedRange<UInt32>])] {
    words(text).split(separator: ";").compactMap { entry in
      entry.first.map { (String($0), ranges(entry.dropFirst())) }
    }
  }
}
