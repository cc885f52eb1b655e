import Integrations

/// Progress without a terminal: a line for each task as it ends.
struct PlainProgress: JobObserver {
  private let console: Console
  private let lines: TaskLine
  private let verbose: Bool
  private let detail: ProgressDetail

  /// - Parameter detail: what leaves a line when it ends.
  init(_ console: Console, folder: String, verbose: Bool, detail: ProgressDetail = .all) {
    self.console = console
    self.detail = detail
    self.verbose = verbose
    lines = TaskLine(console, folder: folder, verbose: verbose)
  }

  func receive(_ event: JobEvent) {
    switch event {
    case .stageOneEnded(let result) where detail.shows(result): console.write(lines.text(for: result))
    case .taskEnded(let result) where detail.shows(result): console.write(lines.text(for: result))
    case .logged(let task, let line) where verbose: console.write(lines.text(forLog: line, task: task))
    default: return
    }
  }
}
