import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct JUnitTests {
  @Test(.enabled(if: ReportSchemas.isPresent(ReportSchemas.junit), ReportSchemas.absence))
  func fitsTheSchemaOfJenkins() async throws {
    let report = try await ReportFixture.report("junit")
    try await withTemporaryDirectory { folder in
      try folder.write(["report.xml": report])
      let xmllint = try CapturedProcess(
        "/usr/bin/xmllint", ["--noout", "--schema", ReportSchemas.path(ReportSchemas.junit), "report.xml"], in: folder)
      #expect(xmllint.status == 0)
    }
  }

  @Test func countsWhatItHolds() async throws {
    let document = try await document()
    let suite = try #require(document.rootElement()?.elements(forName: "testsuite").first)
    let cases = suite.elements(forName: "testcase")
    #expect(suite.attribute(forName: "name")?.stringValue == "sample")
    for (attribute, element) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
      let count = cases.count { !$0.elements(forName: element).isEmpty }
      #expect(suite.attribute(forName: attribute)?.stringValue == String(count))
    }
    #expect(suite.attribute(forName: "tests")?.stringValue == String(cases.count))
    #expect(
      cases.compactMap { $0.attribute(forName: "name")?.stringValue }
        == ["stage_one", "breaks", "list_things", "all_is_well", "things_are_locked", "unknown", "whole"])
  }

  @Test func tellsViolationsWithWhatToDo() async throws {
    let failure = try await element("things_are_locked", "failure")
    let text = try #require(failure.stringValue)
    for part in [
      "integrations/sample/insights/b.lua:2", "critical: =1+1: +SUM(1)", "high: thing:1: </td><script>", "]]> & ",
      "Fix: Lock it.\nThen check.", "See: https://example.com/lock?a=1&b=2", "For: Frame 1.10",
    ] {
      #expect(text.contains(part), "\(part) is missing in \(text)")
    }
    #expect(failure.attribute(forName: "type")?.stringValue == "critical")
  }

  @Test func tellsErrorsAndLogs() async throws {
    let error = try await element("breaks", "error")
    #expect(error.stringValue?.hasPrefix("integrations/sample/collectors/a.lua:6: no access to <thing> ]]>") == true)
    let log = try await element("list_things", "system-out")
    #expect(log.stringValue?.hasSuffix("a log line ]]> \u{FFFD}[31m & <b>") == true)
  }

  private func document() async throws -> XMLDocument {
    try await XMLDocument(data: Data(ReportFixture.report("junit").utf8))
  }

  private func element(_ task: String, _ name: String) async throws -> XMLElement {
    let found = try await document().nodes(forXPath: "//testcase[@name='\(task)']/\(name)")
    return try #require(found.first as? XMLElement)
  }
}
