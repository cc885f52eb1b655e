import Foundation
import TestSupport

/// The Lua interpreter of this machine.
enum ReferenceLua {
  static let path = ["/usr/bin/lua5.4", "/usr/local/bin/lua5.4"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Texts come as `length newline text`; a `1` or a `0` goes out for each.
  private static let judge = """
    while true do
      local length = io.read("n")
      if not length then break end
      io.read(1)
      local text = length > 0 and io.read(length) or ""
      io.write(load(text, "=t", "t") and "1" or "0")
    end
    """

  static func accepts(_ texts: [String]) throws -> [Bool] {
    guard let path else { return [] }
    let input = texts.map { "\($0.utf8.count)\n\($0)" }.joined()
    return try CapturedProcess(path, ["-e", judge], input: Data(input.utf8)).output.map { $0 == UInt8(ascii: "1") }
  }
}

/// Texts near the grammar: those of the corpus with words put in, taken out, swapped and joined.
enum Mutations {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33 ^ state << 31
    }
  }

  private static let words = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not",
    "or", "repeat", "return", "then", "true", "until", "while", "+", "-", "*", "/", "//", "%", "^", "#", "&", "~", "|",
    "<<", ">>", "==", "~=", "<=", ">=", "<", ">", "=", "(", ")", "{", "}", "[", "]", "::", ";", ":", ",", ".", "..",
    "...", "a", "b", "x", "1", "0x1p4", "3.", "'s'", "[[l]]", "\n", "<const>", "<close>", "::a::", "goto a",
    "local a", "do", "end", "while x do", "function f()", "repeat", "until x", "--[[c]]",
  ]

  static func make(count: Int) -> [String] {
    var random = Generator(state: 5)
    let sources = Corpus.accepted.map { $0.split(separator: " ").map(String.init) }
    return (0..<count).map { _ in
      var text = sources.randomElement(using: &random) ?? []
      if Bool.random(using: &random) { text += [";"] + (sources.randomElement(using: &random) ?? []) }
      for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&text, &random) }
      return text.joined(separator: " ")
    }
  }

  private static func mutate(_ text: inout [String], _ random: inout Generator) {
    let place = Int.random(in: 0...text.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: text.insert(words.randomElement(using: &random) ?? "", at: place)
    case 1 where place < text.count: text.remove(at: place)
    case 2 where place < text.count: text[place] = words.randomElement(using: &random) ?? ""
    default: text.insert(contentsOf: ["do"] + text + ["end"], at: place)
    }
  }
}
