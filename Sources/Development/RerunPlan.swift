/// Which tasks have to run after a change, and why.
///
/// A task has to run when its own file changed, when it has no result, and when a task has to that it depends on or that it
/// asked about in its last run. All tasks have to when something changed that all may use.
///
/// ```swift
/// let plan = RerunPlan(.files(["insights/a.lua"]), tasks: shapes, before: shapes, reads: ["report": ["a"]])
/// plan.run  // ["a", "report"]
/// ```
package struct RerunPlan: Sendable, Hashable {
  /// What changed since the results that are known came to be.
  package enum Change: Sendable, Hashable {
    /// Sources, relative to the integration's folder.
    case files(Set<String>)
    /// Something that any task may use, in the words of the screen: `the config`.
    case everything(String)
  }

  /// Names of tasks that exist now.
  package var run: Set<String>
  /// Why all of them run; nil where only some do.
  package var reason: String?

  /// - Parameters:
  ///   - tasks: those that are declared now.
  ///   - before: those that were declared when the results came to be.
  ///   - reads: the tasks with a known result, and which others each of them asked about.
  package init(_ change: Change, tasks: [TaskShape], before: [TaskShape], reads: [String: Set<String>]) {
    switch change {
    case .everything(let what):
      run = Set(tasks.map(\.name))
      reason = what
    case .files(let files):
      if let shared = files.filter({ SourceKind($0) == .shared }).min() {
        run = Set(tasks.map(\.name))
        reason = shared
      } else {
        run = Self.touched(by: files, tasks, before, reads)
        reason = nil
      }
    }
  }

  private static func touched(
    by files: Set<String>, _ tasks: [TaskShape], _ before: [TaskShape], _ reads: [String: Set<String>]
  ) -> Set<String> {
    let names = Set(tasks.map(\.name))
    var touched = Set(tasks.filter { files.contains($0.file) || reads[$0.name] == nil }.map(\.name))
    // Those that came or went: others may have asked about them. And those that are now declared elsewhere.
    touched.formUnion(names.symmetricDifference(before.map(\.name)))
    let places = Dictionary(before.map { ($0.name, $0.file) }) { first, _ in first }
    touched.formUnion(tasks.filter { places[$0.name] != nil && places[$0.name] != $0.file }.map(\.name))

    var users: [String: [String]] = [:]
    for task in tasks {
      for name in Set(task.dependsOn).union(reads[task.name] ?? []) { users[name, default: []].append(task.name) }
    }
    var open = Array(touched)
    while let name = open.popLast() {
      for user in users[name] ?? [] where touched.insert(user).inserted { open.append(user) }
    }
    return touched.intersection(names)
  }
}
