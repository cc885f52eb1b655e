import Checks
import Foundation
import Integrations
import TestSupport
import Testing

struct CheckerTests {
  @Test func findsAllThatIsPlanted() async throws {
    let findings = try await check(PlantedRepository.files)
    let found = findings.map { "\($0.file):\($0.line) \($0.rule)" }.sorted()
    #expect(found == PlantedRepository.planted)
  }

  /// So that no rule is left without a planted case.
  @Test func plantsEveryRule() {
    let planted = Set(PlantedRepository.planted.compactMap { $0.split(separator: " ").last.map(String.init) })
    #expect(planted == Set(RuleBook.descriptions.map(\.id)))
  }

  @Test(arguments: ["hello_world", "web_security"])
  func hasNoFalseAlarms(_ name: String) throws {
    let path = Luahost.repository.appending(path: "integrations/\(name)").path
    #expect(try Checker.check(path).findings == [])
  }

  @Test func hasNoFalseAlarmsInTheRepository() throws {
    #expect(try Checker.check(Luahost.repository.path).findings == [])
  }

  @Test(arguments: CleanScript.all)
  func isSilentWhereItCannotKnow(_ script: CleanScript) async throws {
    var files = Fixture(schema: script.schema, script.files).files
    files["controls.json"] = script.controls
    let findings = try await check(files)
    #expect(findings.map { "\($0.file):\($0.line):\($0.column) \($0.rule): \($0.message)" } == [])
  }

  @Test func marksTheWord() async throws {
    let findings = try await check(
      Fixture(["collectors/a.lua": "local _ = \"é\", prnt(\"x\")"]).files)
    #expect(findings.map(\.rule) == ["unknown-global"])
    #expect(findings.first?.column == 16)
    #expect(findings.first?.endColumn == 20)
    #expect(findings.first?.fix == "Write print.")
    #expect(findings.first?.sourceLine == "local _ = \"é\", prnt(\"x\")")
  }

  @Test func checksOneIntegration() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(PlantedRepository.files)
      let report = try Checker.check(folder.appending(path: "integrations/broken").path)
      #expect(report.integrationCount == 1)
      let rules = report.findings.map(\.rule).sorted()
      #expect(
        rules == [
          "folder-name", "load", "network-permission", "network-permission", "schema", "syntax", "task-declaration",
          "task-declaration",
        ])
    }
  }

  @Test func readsACatalogueInAnObject() async throws {
    var files = Fixture().files
    let list = try #require(files["integrations.json"])
    files["integrations.json"] = #"{"$schema": "docs/schemas/integrations.schema.json", "integrations": \#(list)}"#
    #expect(try await check(files) == [])
    files["integrations.json"] = #"{"integrations": \#(list), "more": 1}"#
    #expect(try await check(files).contains { $0.rule == "catalogue" })
  }

  @Test func knowsNoSuchFolder() {
    #expect(throws: IntegrationError.self) { try Checker.check("/nonexistent") }
  }

  @Test func documentsEveryRule() throws {
    let page = try String(contentsOf: Luahost.repository.appending(path: "docs/checking.md"), encoding: .utf8)
    for rule in RuleBook.descriptions { #expect(page.contains("\n### \(rule.id)\n"), "\(rule.id)") }
  }

  private func check(_ files: [String: String]) async throws -> [Finding] {
    try await withTemporaryDirectory { folder in
      try folder.write(files)
      return try Checker.check(folder.path).findings.map { finding in
        var finding = finding
        finding.file = String(finding.file.dropFirst(folder.path.count + 1))
        return finding
      }
    }
  }
}
