package import Integrations
import JSONSchema

/// What is different in a result from the one before it.
package struct ResultDifference: Sendable {
  /// What became of a task that did not become of it before.
  package enum Turn: Sendable, Hashable {
    case added, removed
    case failed, recovered
    /// It was skipped, or disabled.
    case skipped, runsAgain
  }

  package struct Task: Sendable {
    package var name: String
    package var turn: Turn?
    /// Where the data differ.
    package var data: [JSONDifference]
    /// The message before and now, where it is another.
    package var message: (before: String?, now: String?)?
    /// Whether it fails in another way than before.
    package var hasOtherErrors: Bool

    package var isEmpty: Bool { turn == nil && data.isEmpty && message == nil && !hasOtherErrors }
  }

  /// By fingerprint: those that were not there before, and those that went.
  package var appeared: [Violation]
  package var gone: [Violation]
  /// Those that are the same finding, with another severity or description.
  package var altered: [(before: Violation, now: Violation)]
  /// Tasks with a difference, in the order of the newer result; those that went come last.
  package var tasks: [Task]

  package var isEmpty: Bool { appeared.isEmpty && gone.isEmpty && altered.isEmpty && tasks.isEmpty }

  /// Of the data of one task, the places that are looked for.
  private static let mostPlaces = 50

  /// - Parameter ran: the tasks that ran; the others are as they were. nil where any may differ.
  package init(from old: JobResult, to new: JobResult, ran: Set<String>? = nil) {
    let before = Dictionary(old.violations.map { ($0.fingerprint, $0) }) { first, _ in first }
    let now = Dictionary(new.violations.map { ($0.fingerprint, $0) }) { first, _ in first }
    appeared = new.violations.filter { before[$0.fingerprint] == nil }
    gone = old.violations.filter { now[$0.fingerprint] == nil }
    altered = new.violations.compactMap { violation in
      guard let old = before[violation.fingerprint],
        old.severity != violation.severity || old.description != violation.description
      else { return nil }
      return (old, violation)
    }
    let known = Dictionary(old.tasks.map { ($0.name, $0) }) { first, _ in first }
    let names = Set(new.tasks.map(\.name))
    tasks = new.tasks.filter { ran?.contains($0.name) ?? true || known[$0.name] == nil }
      .map { Self.task(known[$0.name], $0) }
    tasks += old.tasks.filter { !names.contains($0.name) }
      .map { Task(name: $0.name, turn: .removed, data: [], message: nil, hasOtherErrors: false) }
    tasks.removeAll(where: \.isEmpty)
  }

  private static func task(_ old: TaskResult?, _ new: TaskResult) -> Task {
    guard let old else { return Task(name: new.name, turn: .added, data: [], message: nil, hasOtherErrors: false) }
    let turn = turn(from: old, to: new)
    // What a failed task has lost is told by its failure.
    let areComparable = old.success && new.success
    return Task(
      name: new.name, turn: turn, data: areComparable ? data(old, new) : [],
      message: areComparable && old.message != new.message ? (old.message, new.message) : nil,
      hasOtherErrors: turn == nil && old.errors != new.errors)
  }

  private static func turn(from old: TaskResult, to new: TaskResult) -> Turn? {
    if new.hasFailed { return old.hasFailed ? nil : .failed }
    if new.status == .skipped { return old.status == .skipped ? nil : .skipped }
    if old.hasFailed { return .recovered }
    return old.status == .skipped ? .runsAgain : nil
  }

  private static func data(_ old: TaskResult, _ new: TaskResult) -> [JSONDifference] {
    guard old.data != new.data, let one = old.data, let other = new.data, let before = try? JSONValue(parsing: one),
      let now = try? JSONValue(parsing: other)
    else { return [] }
    return JSONDifference.between(before, now, limit: mostPlaces)
  }
}
