/// A version of a rock, ordered as LuaRocks orders them: `1.13.1-1`, `2.0rc1-1`, `scm-1`.
package struct RockVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  private let parts: [Double]
  private let revision: Int?

  /// Words weigh what they weigh in LuaRocks: pre-releases come before the number that they follow, `scm` after all.
  private static let words: [String: Double] = [
    "dev": 120_000_000, "scm": 110_000_000, "cvs": 100_000_000, "rc": -1_000, "pre": -10_000, "beta": -100_000,
    "alpha": -1_000_000,
  ]
  private static let separators: Set<Character> = [".", "-", "_"]

  /// - Returns: nil for text that is no version.
  package init?(_ text: String) {
    var rest = text.filter { $0 != " " }[...]
    if rest.first == "v" { rest = rest.dropFirst() }
    guard let first = rest.first, first.isASCII, first.isLetter || first.isNumber else { return nil }
    description = text
    (rest, revision) = Self.splitRevision(rest)
    var parts: [Double] = []
    var isOpen = false
    while let letter = rest.first {
      guard letter.isASCII, letter.isLetter || letter.isNumber else { return nil }
      let token = rest.prefix { $0.isASCII && (letter.isNumber ? $0.isNumber : $0.isLetter) }
      rest = rest.dropFirst(token.count).drop { Self.separators.contains($0) }
      let weight: Double
      if letter.isNumber {
        guard let number = Double(token) else { return nil }
        weight = number
      } else {
        weight = Self.words[String(token)] ?? Double(letter.asciiValue ?? 0) / 1_000
      }
      // A number belongs to the word before it: rc2 comes after rc1.
      if isOpen, letter.isNumber { parts[parts.count - 1] += weight / 100_000 } else { parts.append(weight) }
      isOpen = letter.isLetter
    }
    self.parts = parts
  }

  private static func splitRevision(_ text: Substring) -> (Substring, Int?) {
    guard let dash = text.lastIndex(of: "-"), let revision = Int(text[text.index(after: dash)...]) else {
      return (text, nil)
    }
    return (text[..<dash], revision)
  }

  private func part(_ index: Int) -> Double { index < parts.count ? parts[index] : 0 }

  /// Below, equal or above; a version without a revision is equal to each of its revisions.
  private func order(_ other: RockVersion) -> Int {
    for index in 0..<max(parts.count, other.parts.count) where part(index) != other.part(index) {
      return part(index) < other.part(index) ? -1 : 1
    }
    guard let revision, let theirs = other.revision, revision != theirs else { return 0 }
    return revision < theirs ? -1 : 1
  }

  package static func < (left: RockVersion, right: RockVersion) -> Bool { left.order(right) < 0 }
  package static func == (left: RockVersion, right: RockVersion) -> Bool { left.order(right) == 0 }
  package func hash(into hasher: inout Hasher) { hasher.combine(parts.reversed().drop { $0 == 0 }.count) }

  /// `~>`: the parts that `prefix` names are the same.
  func begins(with prefix: RockVersion) -> Bool {
    for (index, value) in prefix.parts.enumerated() where part(index) != value { return false }
    return prefix.revision == nil || prefix.revision == revision
  }
}
