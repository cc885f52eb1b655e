import Integrations
import Synchronization

/// What has come of the tests of a file so far. Events of the job that runs them come from its own thread.
final class TestLedger: Sendable {
  private struct State {
    var results: [Int: TestResult] = [:]
    var recorded: [String] = []
  }

  private let state = Mutex(State())

  var recorded: [String] { state.withLock { $0.recorded } }

  func record(_ paths: [String]) { state.withLock { $0.recorded += paths } }

  /// A test ended.
  /// - Parameters:
  ///   - missing: what a request said that had no recording: the test has failed then, even where it went on.
  ///   - hasBailed: whether it was told to end before it began.
  /// - Returns: whether it failed.
  func end(
    _ test: Int, _ ended: TaskResult, _ declaration: TestDeclaration, notes: TestNotes, missing: String?,
    hasBailed: Bool
  ) -> Bool {
    var result = TestResult(
      path: declaration.path, location: declaration.location, outcome: .passed, duration: ended.duration,
      logs: ended.logs.map(\.text))
    if var fault = ended.fault {
      if fault.location == nil { fault.location = declaration.location }
      result.outcome = .failed(TestFailure(fault, notes.failure(of: test)))
    } else if !ended.success {
      let message = ended.errors.first ?? "The test ended early."
      result.outcome = .failed(TestFailure(message, at: declaration.location))
    } else if let missing {
      result.outcome = .failed(TestFailure(missing, at: declaration.location))
    } else if hasBailed {
      result.outcome = .notRun
    }
    state.withLock { $0.results[test] = result }
    return result.failure != nil
  }

  /// All tests that were looked at: those that ran in their order, then those that were skipped.
  func results(of selection: TestSelection, _ declarations: [TestDeclaration]) -> [TestResult] {
    let results = state.withLock { $0.results }
    func blank(_ test: Int, _ outcome: TestResult.Outcome) -> TestResult {
      TestResult(path: declarations[test].path, location: declarations[test].location, outcome: outcome)
    }
    let skipped = Set(selection.skipped)
    let ran = selection.chosen.map { test in results[test] ?? blank(test, .notRun) }
    // Where the order is the file's, skipped ones stand in their places.
    guard selection.chosen == selection.chosen.sorted() else {
      return ran + selection.skipped.map { blank($0, .skipped) }
    }
    return (selection.chosen + selection.skipped).sorted().map { test in
      skipped.contains(test) ? blank(test, .skipped) : results[test] ?? blank(test, .notRun)
    }
  }
}
