import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CheckCommandTests {
  private static let warning = Fixture(["collectors/a.lua": "local unused = 1"])
  private static let error = Fixture(["collectors/a.lua": "local a = 1\n\tprnt(\"é\", a, nothing)"])

  @Test func findsNothingInThisRepository() async throws {
    let outcome = try await Luahost.run(["check"])
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.output.contains("nothing found"))
    #expect(outcome.errors == "")
  }

  @Test func marksWhatIsMeant() async throws {
    let outcome = try await check(Self.error)
    #expect(outcome.code == 65)
    #expect(
      outcome.output == """
        integrations/sample/collectors/a.lua:2:2: error [unknown-global] There is no global 'prnt'.
          2 | \tprnt("é", a, nothing)
            | \t^^^^
          fix: Write print.

        integrations/sample/collectors/a.lua:2:15: error [unknown-global] There is no global 'nothing'.
          2 | \tprnt("é", a, nothing)
            | \t             ^^^^^^^
          fix: Declare it with 'local', or require the module that has it.

        ✗ 1 integration checked: 2 errors

        """)
  }

  @Test func toleratesWarnings() async throws {
    #expect(try await check(Self.warning).code == 0)
    #expect(try await check(Self.warning, "--strict").code == 65)
  }

  @Test func writesJSON() async throws {
    let outcome = try await check(Self.error, "--format", "json")
    #expect(outcome.code == 65)
    let json = try outcome.json()
    #expect(json["errors"] as? Int == 2)
    let finding = try #require((json["findings"] as? [[String: Any]])?.first)
    #expect(finding["rule"] as? String == "unknown-global")
    #expect(finding["line"] as? Int == 2)
    #expect(finding["column"] as? Int == 2)
  }

  @Test func writesSARIF() async throws {
    let outcome = try await check(Self.error, "--format", "sarif")
    let json = try outcome.json()
    #expect(json["version"] as? String == "2.1.0")
    let run = try #require((json["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 2)
    #expect(results.first?["ruleId"] as? String == "unknown-global")
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let index = try #require(results.first?["ruleIndex"] as? Int)
    #expect(rules[index]["id"] as? String == "unknown-global")
  }

  @Test func knowsNoSuchPlace() async throws {
    #expect(try await Luahost.run(["check", "/nonexistent"]).code == 66)
    #expect(try await Luahost.run(["check", "--format", "xml"]).code == 64)
  }

  private func check(_ fixture: Fixture, _ arguments: String...) async throws -> Luahost.Outcome {
    try await withTemporaryDirectory { folder in
      try folder.write(fixture.files)
      return try await Luahost.run(["check"] + arguments, in: folder)
    }
  }
}
