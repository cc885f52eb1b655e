import FoundationEssentials
import JSONSchema
import TestSupport
import Testing

@testable import Integrations

/// The result of the last run in the author's working folder.
@Suite struct LastRunTests {
  private static let files = ["collectors/a.lua": JobFixture.task("a", "", "return { data = { n = 1 } }")]

  @Test func comesBackAsItWasPrinted() async throws {
    let result = try await JobFixture(Self.files).run()
    try await withTemporaryDirectory { folder in
      let last = LastRun(of: folder.path)
      #expect(try last.load() == nil)
      last.saveIfWorking(result)
      #expect(try last.load() == nil)
      try last.save(result)
      #expect(try last.load() == result.json)
      let working = folder.appending(path: ".luahost")
      #expect(try String(contentsOf: working.appending(path: ".gitignore"), encoding: .utf8) == "*\n")
      let attributes = try FileManager.default.attributesOfItem(atPath: last.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: working.appending(path: "last").path) == ["result.json"])
    }
  }

  @Test func isSavedWhereThereIsAWorkingFolder() async throws {
    let result = try await JobFixture(Self.files).run()
    try await withTemporaryDirectory { folder in
      try WorkingFolder(of: folder.path).make()
      LastRun(of: folder.path).saveIfWorking(result)
      #expect(try LastRun(of: folder.path).load()?["job_id"]?.stringValue == "job-1")
    }
  }

  @Test func refusesWhatIsNoResult() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write([".luahost/last/result.json": "{ half a"])
      #expect(throws: IntegrationError.self) { try LastRun(of: folder.path).load() }
    }
  }
}
