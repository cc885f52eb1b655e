import Lua

/// What the files of an integration declare while they are loaded.
final class LoadSession {
  /// What the file that is loaded now may declare.
  enum Stage {
    case entry
    case tasks(TaskDeclaration.Kind)
  }

  var stage = Stage.entry
  /// The file that is loaded now.
  var file = ""
  var limits = JobLimits()
  private(set) var tasks: [TaskDeclaration] = []
  private(set) var runner: RunnerDeclaration?
  /// What the files printed.
  private(set) var printed: [String] = []
  /// Takes declarations that are wrong; nil where they are raised in the script.
  var refused: ((DeclarationError, SourceLocation) -> Void)?
  private var locations: [String: SourceLocation] = [:]

  func addTask(_ value: LuaValue, at location: SourceLocation) throws(DeclarationError) {
    guard case .tasks(let kind) = stage else {
      throw DeclarationError(message: "task{} belongs in a file of collectors/ or insights/, not in entry.lua.")
    }
    guard tasks.count < limits.count(.tasks) else {
      throw DeclarationError(message: limits.message(.tasks, "the integration declares too many tasks"))
    }
    var task = try TaskDeclaration(value, in: kind, at: location)
    task.file = file
    if let first = locations[task.name] {
      throw DeclarationError(
        message: "the task '\(task.name)' is declared twice, first at \(first); give one of them another name.")
    }
    locations[task.name] = location
    tasks.append(task)
  }

  /// Keeps a line for the log of the job; says why where there are too many.
  func print(_ text: String) -> String? {
    guard printed.count < limits.count(.logLines) else { return limits.message(.logLines, "the log is full") }
    printed.append(String(text.prefix(limits.count(.logLine))))
    return nil
  }

  func setRunner(_ value: LuaValue, at location: SourceLocation) throws(DeclarationError) {
    guard case .entry = stage else {
      throw DeclarationError(message: "runner{} belongs in entry.lua.")
    }
    if let runner {
      throw DeclarationError(message: "runner{} is called twice, first at \(runner.location).")
    }
    runner = try RunnerDeclaration(value, at: location)
  }
}
