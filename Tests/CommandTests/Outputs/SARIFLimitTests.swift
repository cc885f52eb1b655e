import Foundation
import JSONSchema
import TestSupport
import Testing

@testable import Commands
@testable import Integrations

/// What code hosts take of a SARIF log, with limits of two results in a run and two runs in a file.
struct SARIFLimitTests {
  private static let limits = SARIFReport(resultsPerRun: 2, maximumRuns: 2)
  private static let insight = TaskResult(
    name: "judge", title: "Judge", kind: .insight, severity: .low, status: .done, success: true,
    location: SourceLocation(file: "insights/judge.lua", line: 1))

  /// The runs of a log of violations: one for each severity given, with the resources `r1`, `r2`, ….
  private func runs(_ severities: [Severity]) async throws -> [JSONValue] {
    let violations = severities.enumerated().map { violation("r\($0.offset + 1)", $0.element) }
    let instant = Timestamp(milliseconds: 0)
    let result = JobResult(
      integration: "sample", jobID: "job", deploymentID: "", status: .done, startedAt: instant, finishedAt: instant,
      duration: .zero, tasks: [Self.insight], violations: violations)
    let report = RunReport(
      result,
      of: RunReport.Subject(name: "sample", title: "Sample", description: "", folder: "integrations/sample"))
    return try await withTemporaryDirectory { folder in
      let file = try folder.create("log")
      let sink = OutputSink(file.fileDescriptor)
      Self.limits.render(report, to: sink)
      #expect(sink.finish() == nil)
      let log = try JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: "log"))))
      return try #require(log["runs"]?.arrayValue)
    }
  }

  private func violation(_ resource: String, _ severity: Severity) -> Violation {
    let instant = Timestamp(milliseconds: 0)
    return Violation(
      id: resource, jobID: "job", integrationName: "sample", taskName: "judge", title: "Judge", severity: severity,
      controls: [], output: .object([:]), description: "it is open", violationType: "thing", environment: "",
      resourceID: resource, references: [], fingerprint: resource, firstSeen: instant, lastSeen: instant,
      timestamp: instant)
  }

  private func resources(of run: JSONValue) -> [String] {
    (run["results"]?.arrayValue ?? []).compactMap { $0["properties"]?["resource_id"]?.stringValue }
  }

  private func notices(of run: JSONValue) -> [String] {
    (run["invocations"]?[0]?["toolExecutionNotifications"]?.arrayValue ?? [])
      .compactMap { $0["message"]?["text"]?.stringValue }
  }

  @Test(arguments: [(0, [0]), (1, [1]), (2, [2]), (3, [2, 1]), (4, [2, 2]), (5, [2, 2])])
  func fillsOneRunAfterTheOther(count: Int, sizes: [Int]) async throws {
    let runs = try await runs(Array(repeating: .high, count: count))
    #expect(runs.map { resources(of: $0).count } == sizes)
    #expect(runs.flatMap { resources(of: $0) } == (1...5).prefix(min(count, 4)).map { "r\($0)" })
    let categories = runs.compactMap { $0["automationDetails"]?["id"]?.stringValue }
    #expect(categories == Array(["luahost/sample/job", "luahost/sample/part-2/job"].prefix(sizes.count)))
    #expect(runs.flatMap { notices(of: $0) }.count == (count > 4 ? 1 : 0))
  }

  /// A report that fits stays in the order in which things were found; in one that does not the worst come first, and of
  /// equals those that were found first.
  @Test func leavesOffTheLeastSevereAndSaysSo() async throws {
    let runs = try await runs([.low, .critical, .medium, .low, .high, .critical, .medium])
    #expect(runs.map { resources(of: $0) } == [["r2", "r6"], ["r5", "r3"]])
    #expect(notices(of: runs[0]) == [])
    let notice = try #require(notices(of: runs[1]).first)
    #expect(notice.hasPrefix("3 violations were left off, the least severe: code hosts take 2 results in a run and 2 "))
    #expect(try await self.runs([.low, .critical]).map { resources(of: $0) } == [["r1", "r2"]])
  }

  /// docs.github.com, "SARIF support for code scanning": 25,000 results in a run, 20 runs in a file.
  @Test func keepsToWhatGitHubTakes() {
    let report = SARIFReport()
    #expect(report.resultsPerRun == 25_000)
    #expect(report.maximumRuns == 20)
  }
}
