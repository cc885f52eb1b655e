import Foundation
import TestSupport
import Testing

@testable import Integrations

/// The examples of pages whose modules need the host: what each prints is what its comments `--> …` say. Those of the
/// other pages are run by Tests/ScriptTests/docs_of_modules.lua.
@Suite struct DocumentedExampleTests {
  static let pages = ["async", "aws", "crypto", "http", "json", "jwt", "xml", "yaml"]

  @Test(arguments: pages) func printWhatTheySay(page: String) async throws {
    let file = Luahost.repository.appending(path: "docs/stdlib/\(page).md")
    let examples = Self.examples(in: try String(contentsOf: file, encoding: .utf8))
    try #require(!examples.isEmpty)
    let tasks = examples.enumerated().map { index, example in
      JobFixture.task("example_\(index)", "", example + "\nreturn { data = {} }")
    }
    let result = try await JobFixture(["collectors/a.lua": tasks.joined()]).run()
    for (index, example) in examples.enumerated() {
      let task = try #require(result[task: "example_\(index)"])
      let expected = Self.expected(by: example)
      #expect(!expected.isEmpty, "example \(index + 1) shows nothing")
      let printed = task.logs.flatMap { $0.text.components(separatedBy: "\n") }
      #expect(printed.map(Self.withoutPlace) == expected, "example \(index + 1)")
      #expect(task.errors == [], "example \(index + 1)")
    }
  }

  /// The code of each Lua block.
  static func examples(in page: String) -> [String] {
    page.components(separatedBy: "\n```lua\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
  }

  /// An error without the file and line of the test that it begins with.
  static func withoutPlace(_ line: String) -> String {
    guard line.hasPrefix("collectors/a.lua:"), let colon = line.range(of: ": ") else { return line }
    return String(line[colon.upperBound...])
  }

  static func expected(by example: String) -> [String] {
    example.components(separatedBy: "\n").compactMap { line in
      guard let mark = line.range(of: "--> ") else { return nil }
      return String(line[mark.upperBound...])
    }
  }
}
