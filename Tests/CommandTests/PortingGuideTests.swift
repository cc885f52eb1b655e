import Foundation
import TestSupport
import Testing

/// The integrations of docs/porting.md are whole: what the page shows passes `check` and its own tests.
@Suite(.timeLimit(.minutes(2)))
struct PortingGuideTests {
  @Test func holdsWhatItShows() async throws {
    let page = try String(contentsOf: Luahost.repository.appending(path: "docs/porting.md"), encoding: .utf8)
    let scripts = Self.blocks("lua", of: page)
    var files = ["integrations.json": "[\(Self.blocks("json catalogue", of: page).joined(separator: ","))]"]
    for script in scripts {
      let path = try #require(script.split(separator: "\n").first?.dropFirst("-- ".count), "a block without a path")
      files[String(path)] = script + "\n"
    }
    #expect(files.count == scripts.count + 1, "two blocks have one path")
    try await withTemporaryDirectory { [files] folder in
      try folder.write(files)
      let check = try await Luahost.run(["check"], in: folder)
      #expect(check.code == 0 && check.output.contains("4 integrations checked, nothing found"), "\(check.output)")
      let test = try await Luahost.run(["test"], in: folder)
      #expect(test.code == 0 && (test.output + test.errors).contains("5 passed · 4 files"), "\(test.output)")
    }
  }

  private static func blocks(_ kind: String, of page: String) -> [String] {
    page.components(separatedBy: "\n```\(kind)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }
}
