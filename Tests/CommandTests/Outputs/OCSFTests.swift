import Foundation
import JSONSchema
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct OCSFTests {
  @Test(.enabled(if: ReportSchemas.isPresent(ReportSchemas.ocsf), ReportSchemas.absence))
  func fitsTheOfficialSchema() async throws {
    let schema = try ReportSchemas.compiled(ReportSchemas.ocsf)
    for event in try await events() {
      let faults = schema.validate(event).faults
      #expect(faults.isEmpty, "\(faults)")
    }
  }

  /// What cannot be told is no event.
  @Test func givesEventsForWhatPassedAndWhatDidNot() async throws {
    let events = try await events()
    #expect(events.compactMap { $0["status_code"]?.stringValue } == ["PASS", "FAIL", "FAIL", "PASS", "FAIL"])
    #expect(
      events.compactMap { $0["metadata"]?["event_code"]?.stringValue }
        == ["all_is_well", "things_are_locked", "things_are_locked", "things_are_locked", "whole"])
    #expect(events.allSatisfy { $0["class_uid"] == 2003 && $0["type_uid"] == 200301 })
    #expect(events[1]["severity_id"] == 5, "the worst first")
    #expect(events[1]["resources"]?[0]?["uid"] == "=1+1")
    #expect(events[1]["compliance"]?["requirements"] == ["Frame 1.10"])
    #expect(events[1]["remediation"]?["desc"] == "Lock it.\nThen check.")
    #expect(events[3]["compliance"]?["status"] == "Pass")
    #expect(events[3]["resources"]?[0]?["uid"] == "thing:3")
  }

  /// Prowler's way, for a file that says that it is one JSON document.
  @Test func isAnArrayInAJSONFile() async throws {
    let document = try JSONValue(parsing: await ReportFixture.report("ocsf", named: "report.ocsf.json"))
    #expect(document.arrayValue?.count == 5)
  }

  private func events() async throws -> [JSONValue] {
    try await ReportFixture.report("ocsf").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
  }
}
