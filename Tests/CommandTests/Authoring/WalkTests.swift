import Foundation
import TestSupport
import Testing

/// The ten minutes of docs/writing-an-integration.md, followed to the letter, but for the server: a recording answers.
@Suite(.timeLimit(.minutes(5)))
struct WalkTests {
  /// The scripts of the page, in their order.
  private static func scripts() throws -> [String] {
    let page = try String(
      contentsOf: Luahost.repository.appending(path: "docs/writing-an-integration.md"), encoding: .utf8)
    let walk = page.components(separatedBy: "## Ten minutes")[1].components(separatedBy: "\n## ")[0]
    return walk.components(separatedBy: "```lua\n").dropFirst().map { block in
      let lines = block.components(separatedBy: "```")[0].components(separatedBy: "\n")
      return lines.map { $0.hasPrefix("   ") ? String($0.dropFirst(3)) : $0 }.joined(separator: "\n")
    }
  }

  @Test func tenMinutesLeadToAViolationAndAPassingTest() async throws {
    let scripts = try Self.scripts()
    try #require(scripts.count == 4)
    try await withTemporaryDirectory { folder in
      let new = try await Luahost.run(
        ["new", "branches", "--base-url", "http://127.0.0.1:8000", "--auth", "none", "--yes"], in: folder)
      #expect(new.code == 0, "\(new.errors)")
      let integration = folder.appending(path: "integrations/branches")
      for gone in ["collectors/list_items.lua", "insights/items_are_private.lua", "tests/fixtures/branches/items.http"]
      {
        try FileManager.default.removeItem(at: integration.appending(path: gone))
      }
      let answer = #"{"branches": [{"name": "main", "protected": true}, {"name": "release", "protected": false}]}"#
      try integration.write([
        "lib/api.lua": scripts[0], "collectors/list_branches.lua": scripts[1],
        "insights/branch_protection.lua": scripts[2], "tests/branches_test.lua": scripts[3],
        "tests/fixtures/branches/branches.http":
          "# luahost recording 1\n> GET http://127.0.0.1:8000/branches\n< 200\n\n\(answer)\n",
      ])
      let run = try await Luahost.run(
        ["run", "integrations/branches", "--replay", "integrations/branches/tests/fixtures/branches"], in: folder)
      #expect(run.output.contains("1 violation (1 high)"), "\(run.output)\(run.errors)")
      let test = try await Luahost.run(["test", "integrations/branches"], in: folder)
      #expect(test.output.contains("2 passed"), "\(test.output)")
      let check = try await Luahost.run(["check", "--strict"], in: folder)
      #expect(check.code == 0, "\(check.output)")
      #expect(try await Luahost.run(["types"], in: folder).code == 0)
      let types = try String(
        contentsOf: integration.appending(path: ".luahost/types/branches.lua"), encoding: .utf8)
      #expect(types.contains("---@class branches.data.list_branches.Branch\n---@field name string\n"))
    }
  }
}
