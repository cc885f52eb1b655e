import Foundation
import Testing

@testable import Lua

/// The public JSONTestSuite: what every parser must accept (`y_`) and reject (`n_`).
@Suite struct JSONSuiteTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  /// `LUAHOST_SHARED`, or the folder `shared` beside the repository; the suite's own documents are not in it.
  private static let folder = URL(
    filePath: ProcessInfo.processInfo.environment["LUAHOST_SHARED"]
      ?? tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared").path
  ).appending(path: "data/JSONTestSuite")

  private static let accepted: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasPrefix("y_") }.sorted()

  /// Written down in Lua, where both the tests here and those under the sanitizers read them.
  private static func rejected() throws -> LuaTable {
    let source = try String(contentsOf: tests.appending(path: "Sanitized/json/rejected.lua"), encoding: .utf8)
    return try #require(JSONState().value(of: "(function() \(source) end)()").tableValue)
  }

  @Test(.enabled(if: !accepted.isEmpty, "no JSONTestSuite in \(folder.path); set LUAHOST_SHARED"))
  func acceptsWhatItMust() throws {
    #expect(Self.accepted.count == 95)
    for name in Self.accepted {
      let document = Array(try Data(contentsOf: Self.folder.appending(path: name)))
      let state = try JSONState()
      let text = try state.encode(decoding: document)
      #expect(try state.encode(decoding: text) == text, "\(name)")
    }
  }

  @Test func rejectsWhatItMust() throws {
    let documents = try Self.rejected().pairs
    #expect(documents.count == 188)
    for pair in documents {
      guard case .string(let document) = pair.value else { continue }
      let error = #expect(throws: LuaError.self, "\(pair.key)") { try JSONState().encode(decoding: document) }
      #expect(error?.message.contains("invalid JSON at byte ") == true)
    }
  }
}
