package import JSONSchema
import Synchronization

/// What passes between the tests of a file and whoever runs them. Tests are known by their number in the file, from 0.
package final class TestNotes: Sendable {
  /// What an expectation that was not met says of itself.
  package struct Failure: Sendable {
    package var message: String
    package var detail: JSONValue
  }

  /// What comes of comparing a value with its snapshot.
  package enum SnapshotOutcome: Sendable {
    case matches
    /// What the snapshot has.
    case differs(String)
    /// A full sentence without its full stop.
    case refused(String)
  }

  private struct State {
    var plan: [Int] = []
    var failures: [Int: Failure] = [:]
    var hasBailed = false
  }

  /// What comes of running a task for a test.
  package enum RunOutcome: Sendable {
    /// A result as JSON.
    case result([UInt8])
    /// An error that is raised where the test asked; a sentence.
    case failure(String)
  }

  private let state = Mutex(State())
  private let snapshot: @Sendable (_ test: Int, _ name: String, _ text: String) -> SnapshotOutcome
  private let job: @Sendable (_ test: Int, _ request: [UInt8]) async -> RunOutcome
  private let answers: @Sendable (_ test: Int, _ request: [UInt8]?) -> RunOutcome

  /// - Parameters:
  ///   - snapshot: compares a text with the snapshot of a test.
  ///   - answers: says where the answers to a test's own requests come from; without a request, what it has asked.
  ///   - job: runs what `run_task` or `run_integration` of the library asks for, as JSON.
  package init(
    snapshot: @escaping @Sendable (Int, String, String) -> SnapshotOutcome = { _, _, _ in .matches },
    job: @escaping @Sendable (Int, [UInt8]) async -> RunOutcome = { _, _ in .failure("nothing runs here") },
    answers: @escaping @Sendable (Int, [UInt8]?) -> RunOutcome = { _, _ in .failure("nothing is sent here") }
  ) {
    self.snapshot = snapshot
    self.job = job
    self.answers = answers
  }

  /// The tests that run, in their order.
  package var plan: [Int] {
    get { state.withLock { $0.plan } }
    set { state.withLock { $0.plan = newValue } }
  }

  /// The last expectation of a test that was not met.
  package func failure(of test: Int) -> Failure? { state.withLock { $0.failures[test] } }

  /// Tests that have not begun end at once.
  package func bail() { state.withLock { $0.hasBailed = true } }

  package var hasBailed: Bool { state.withLock { $0.hasBailed } }

  func fail(_ test: Int, _ failure: Failure) { state.withLock { $0.failures[test] = failure } }

  func run(_ request: [UInt8], for test: Int) async -> RunOutcome { await job(test, request) }

  func answer(_ request: [UInt8]?, for test: Int) -> RunOutcome { answers(test, request) }

  func compare(_ test: Int, _ name: String, _ text: String) -> SnapshotOutcome { snapshot(test, name, text) }
}
