/// An integration whose files were loaded into a state of its own, ready to run once.
///
/// It is not Sendable: it belongs to the job that runs it.
package final class LoadedIntegration {
  package let name: String
  /// Its folder, as the user named it; paths shown to people start with it.
  package let folder: String
  package let runner: RunnerDeclaration
  /// Sorted by (order, name).
  package private(set) var tasks: [TaskDeclaration]
  /// What the files printed while they were loaded.
  let printed: [String]
  let host: ScriptHost

  init(
    name: String, folder: String, runner: RunnerDeclaration, tasks: [TaskDeclaration], printed: [String],
    host: ScriptHost
  ) {
    self.name = name
    self.folder = folder
    self.runner = runner
    self.tasks = tasks.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
    self.printed = printed
    self.host = host
  }

  /// Adds a task of the host's own.
  func add(_ task: TaskDeclaration) {
    tasks.append(task)
    tasks.sort { ($0.order, $0.name) < ($1.order, $1.name) }
  }
}
