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
  private(set) var tasks: [TaskDeclaration] = []
  private(set) var runner: RunnerDeclaration?
  /// What the files printed.
  var printed: [String] = []
  /// Takes declarations that are wrong; nil where they are raised in the script.
  var refused: ((DeclarationError, SourceLocation) -> Void)?
  private var locations: [String: SourceLocation] = [:]

  func addTask(_ value: LuaValue, at location: SourceLocation) throws(DeclarationError) {
    guard case .tasks(let kind) = stage else {
      throw DeclarationError(message: "task{} belongs in a file of collectors/ or insights/, not in entry.lua.")
    }
    let task = try TaskDeclaration(value, in: kind, at: location)
    if let first = locations[task.name] {
      throw DeclarationError(
        message: "the task '\(task.name)' is declared twice, first at \(first); give one of them another name.")
    }
    locations[task.name] = location
    tasks.append(task)
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
