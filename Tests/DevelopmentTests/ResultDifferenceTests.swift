import Development
import JSONSchema
import Testing

@testable import Integrations

struct ResultDifferenceTests {
  private static let instant = Timestamp(milliseconds: 0)

  private static func task(_ name: String, _ change: (inout TaskResult) -> Void = { _ in }) -> TaskResult {
    var result = TaskResult(
      name: name, title: name, kind: .insight, severity: .high, location: SourceLocation(file: "insights/\(name).lua"))
    (result.status, result.success, result.data) = (.done, true, Array("{}".utf8))
    change(&result)
    return result
  }

  private static func failed(_ name: String, _ error: String = "e") -> TaskResult {
    task(name) { ($0.success, $0.data, $0.errors) = (false, nil, [error]) }
  }

  private static func violation(_ print: String, _ severity: Severity = .high, _ text: String = "bad") -> Violation {
    Violation(
      id: "1", jobID: "1", integrationName: "x", taskName: "t", title: "T", severity: severity, controls: [],
      output: .null, description: text, violationType: "insight", environment: "local", references: [],
      fingerprint: print, firstSeen: instant, lastSeen: instant, timestamp: instant)
  }

  private static func result(_ tasks: [TaskResult], _ violations: [Violation] = []) -> JobResult {
    JobResult(
      integration: "x", jobID: "1", deploymentID: "local", status: .done, startedAt: instant, finishedAt: instant,
      duration: .zero, tasks: tasks, violations: violations)
  }

  @Test func findsNothingInTheSame() {
    let result = Self.result([Self.task("a"), Self.failed("b")], [Self.violation("1")])
    #expect(ResultDifference(from: result, to: result).isEmpty)
  }

  @Test func tellsViolationsByFingerprint() {
    let difference = ResultDifference(
      from: Self.result([], [Self.violation("1"), Self.violation("2"), Self.violation("3")]),
      to: Self.result([], [Self.violation("2"), Self.violation("3", .low), Self.violation("4")]))
    #expect(difference.appeared.map(\.fingerprint) == ["4"])
    #expect(difference.gone.map(\.fingerprint) == ["1"])
    #expect(difference.altered.map(\.now.severity) == [.low])
  }

  @Test(arguments: [
    (Self.task("a"), Self.failed("a"), ResultDifference.Turn.failed),
    (Self.failed("a"), Self.task("a"), .recovered),
    (Self.task("a"), Self.task("a") { ($0.status, $0.success) = (.skipped, false) }, .skipped),
    (Self.task("a") { ($0.status, $0.success) = (.skipped, false) }, Self.task("a"), .runsAgain),
    (Self.task("a") { ($0.status, $0.success) = (.skipped, false) }, Self.failed("a"), .failed),
  ])
  func tellsWhatBecameOfATask(_ old: TaskResult, _ new: TaskResult, _ turn: ResultDifference.Turn) {
    let tasks = ResultDifference(from: Self.result([old]), to: Self.result([new])).tasks
    #expect(tasks.map(\.turn) == [turn])
    #expect(tasks.first?.data.isEmpty == true)
  }

  @Test func tellsTasksThatCameAndWent() {
    let tasks = ResultDifference(from: Self.result([Self.task("a")]), to: Self.result([Self.task("b")])).tasks
    #expect(tasks.map(\.name) == ["b", "a"])
    #expect(tasks.map(\.turn) == [.added, .removed])
  }

  @Test func tellsWhereDataAndMessagesDiffer() {
    let old = Self.task("a") { ($0.data, $0.message) = (Array(#"{"n":1}"#.utf8), "one") }
    let new = Self.task("a") { ($0.data, $0.message) = (Array(#"{"n":2}"#.utf8), "two") }
    let task = ResultDifference(from: Self.result([old]), to: Self.result([new])).tasks.first
    #expect(task?.data.map(\.path) == ["n"])
    #expect(task?.message?.before == "one")
    #expect(task?.message?.now == "two")
  }

  @Test func tellsOfAFailureThatIsAnother() {
    let tasks = ResultDifference(from: Self.result([Self.failed("a")]), to: Self.result([Self.failed("a", "f")])).tasks
    #expect(tasks.map(\.hasOtherErrors) == [true])
  }

  @Test func looksOnlyAtTasksThatRan() {
    let old = Self.result([Self.task("a") { $0.message = "1" }, Self.task("b") { $0.message = "1" }])
    let new = Self.result([Self.task("a") { $0.message = "2" }, Self.task("b") { $0.message = "2" }])
    #expect(ResultDifference(from: old, to: new, ran: ["b"]).tasks.map(\.name) == ["b"])
  }
}
