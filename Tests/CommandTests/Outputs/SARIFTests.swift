import Foundation
import JSONSchema
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct SARIFTests {
  @Test(.enabled(if: ReportSchemas.isPresent(ReportSchemas.sarif), ReportSchemas.absence))
  func fitsTheOfficialSchema() async throws {
    let log = try JSONValue(parsing: await ReportFixture.report("sarif"))
    let faults = try ReportSchemas.compiled(ReportSchemas.sarif).validate(log).faults
    #expect(faults.isEmpty, "\(faults)")
  }

  @Test func describesInsightsAsRules() async throws {
    let run = try await run()
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
    #expect(rules.compactMap { $0["name"]?.stringValue } == ["all_is_well", "things_are_locked", "unknown", "whole"])
    let rule = rules[1]
    #expect(rule["id"] == "sample/things_are_locked")
    #expect(rule["helpUri"] == "https://example.com/lock?a=1&b=2")
    #expect(rule["properties"]?["security-severity"] == "8.0")
    #expect(rule["properties"]?["tags"] == ["security", "high", "Frame 1.10"])
    let help = try #require(rule["help"]?["markdown"]?.stringValue)
    for part in ["### Remediation", "Lock it.\nThen check.", "### References", "### Controls"] {
      #expect(help.contains(part))
    }
  }

  /// GitHub shows one alert for results of a line that have equal hashes.
  @Test func tellsResourcesApart() async throws {
    let results = try #require(await run()["results"]?.arrayValue)
    #expect(results.compactMap { $0["level"]?.stringValue } == ["error", "error", "note"])
    let hashes = results.compactMap { $0["partialFingerprints"]?["primaryLocationLineHash"]?.stringValue }
    #expect(Set(hashes).count == 3)
    let location = results[1]["locations"]?[0]
    #expect(location?["physicalLocation"]?["artifactLocation"]?["uri"] == "integrations/sample/insights/b.lua")
    #expect(location?["physicalLocation"]?["region"]?["startLine"] == 2)
    #expect(location?["logicalLocations"]?[0]?["fullyQualifiedName"] == "=1+1")
  }

  @Test func tellsWhatFailed() async throws {
    let invocation = try #require(await run()["invocations"]?[0])
    #expect(invocation["executionSuccessful"] == false)
    let notifications = invocation["toolExecutionNotifications"]?.arrayValue ?? []
    #expect(notifications.compactMap { $0["level"]?.stringValue } == ["error", "warning"])
    #expect(notifications.first?["message"]?["text"]?.stringValue?.contains("collectors/a.lua:6") == true)
  }

  /// GitHub refuses a file that has more results in a run, and one that has two runs of a category.
  @Test func splitsWhatIsTooMuchForARun() async throws {
    let fixture = Fixture([
      "insights/a.lua": #"""
      task { name = "many", title = "Many", type = "insight", run = function(ctx)
        local resources = {}
        for i = 1, 25001 do
          resources[i] = { id = "r" .. i, type = "t", violation = true }
        end
        return { data = {}, resources = resources }
      end }
      """#
    ])
    try await withTemporaryDirectory { folder in
      try folder.write(fixture.files)
      let run = try await Luahost.run(["run", "integrations/sample", "--format", "sarif"], in: folder)
      let runs = run.output.split(separator: #""results":["#).dropFirst()
      #expect(runs.map { $0.split(separator: "\n").filter { $0.hasPrefix(#"{"ruleId""#) }.count } == [25_000, 1])
      #expect(run.output.contains(#""automationDetails":{"id":"luahost/sample/part-2/"#))
    }
  }

  private func run() async throws -> JSONValue {
    let log = try JSONValue(parsing: await ReportFixture.report("sarif"))
    return try #require(log["runs"]?[0])
  }
}
