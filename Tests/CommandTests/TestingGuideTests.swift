import Foundation
import TestSupport
import Testing

/// The examples of docs/testing.md are whole: what the page shows passes.
@Suite(.timeLimit(.minutes(2)))
struct TestingGuideTests {
  @Test func passesWhatItShows() async throws {
    let page = try String(contentsOf: Luahost.repository.appending(path: "docs/testing.md"), encoding: .utf8)
    let blocks = page.components(separatedBy: "\n```lua\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    var files = [
      "integrations.json": """
      [{ "name": "shop", "title": "Shop", "schema": { "type": "object", "required": ["token"],
        "properties": { "token": { "type": "string", "format": "password" } } } }]
      """
    ]
    for block in blocks {
      let path = try #require(block.split(separator: "\n").first?.dropFirst("-- ".count))
      files[String(path)] = block + "\n"
    }
    #expect(files.count == 8)
    try await withTemporaryDirectory { [files] folder in
      try folder.write(files)
      let test = try await Luahost.run(["test"], in: folder)
      #expect(test.code == 0 && test.output.contains("5 passed · 3 files"), "\(test.output)\(test.errors)")
      let check = try await Luahost.run(["check", "--strict"], in: folder)
      #expect(check.code == 0, "\(check.output)")
    }
  }
}
