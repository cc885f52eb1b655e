import Foundation
import LuaSyntax
import Testing

struct AcceptanceTests {
  @Test(arguments: Corpus.accepted)
  func accepts(_ text: String) {
    #expect(throws: Never.self) { try Chunk(parsing: Array(text.utf8)) }
  }

  @Test(arguments: Corpus.refused)
  func refuses(_ text: String) {
    #expect(throws: SyntaxError.self) { try Chunk(parsing: Array(text.utf8)) }
  }

  /// The corpus, and tens of thousands of texts made of its words, judged by `load` of the Lua on this machine.
  @Test(.enabled(if: ReferenceLua.path != nil, "lua5.4 is not installed"))
  func agreesWithLua() throws {
    let texts = Corpus.accepted + Corpus.refused + Mutations.make(count: 20_000)
    let verdicts = try ReferenceLua.accepts(texts)
    try #require(verdicts.count == texts.count)
    var disagreements: [String] = []
    for (text, accepted) in zip(texts, verdicts) {
      let error = fault(in: text)
      if (error == nil) != accepted { disagreements.append("\(text.debugDescription): \(error ?? "accepted")") }
    }
    #expect(disagreements == [])
    #expect(verdicts.count { $0 } > 1000)
  }

  private func fault(in text: String) -> String? {
    do {
      _ = try Chunk(parsing: Array(text.utf8))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func limitsDepth() {
    for (open, close) in [("(", ")"), ("{", "}"), ("-", ""), ("function() return ", " end"), ("a[", "]")] {
      let text = "x = " + String(repeating: open, count: 100_000) + "1" + String(repeating: close, count: 100_000)
      #expect(throws: SyntaxError.self) { try Chunk(parsing: Array(text.utf8)) }
    }
    let blocks = String(repeating: "do ", count: 100_000)
    #expect(throws: SyntaxError.self) { try Chunk(parsing: Array(blocks.utf8)) }
  }

  @Test func readsLongChains() throws {
    let sum = "x = 1" + String(repeating: " + 1", count: 20_000)
    let calls = "f" + String(repeating: "()", count: 20_000)
    let branches = "if a then" + String(repeating: " elseif b then", count: 20_000) + " end"
    for text in [sum, calls, branches] { _ = try Chunk(parsing: Array(text.utf8)) }
  }

  @Test func limitsVariablesAndUpvalues() {
    let locals = (0...200).map { "local a\($0)" }.joined(separator: "\n")
    #expect(throws: SyntaxError.self) { try Chunk(parsing: Array(locals.utf8)) }
    let outer = (0..<150).map { "local a\($0)" }.joined(separator: "\n")
    let middle = (0..<150).map { "local b\($0)" }.joined(separator: "\n")
    let uses = ((0..<150).map { "a\($0)" } + (0..<150).map { "b\($0)" }).joined(separator: " + ")
    let text = "\(outer)\nlocal function f()\n\(middle)\nreturn function() return \(uses) end\nend"
    #expect(throws: SyntaxError.self) { try Chunk(parsing: Array(text.utf8)) }
  }
}
