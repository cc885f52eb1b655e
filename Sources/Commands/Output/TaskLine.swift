import Integrations

/// The line that a task leaves on the screen when it ends, with what went wrong below it.
struct TaskLine {
  private let console: Console
  private let folder: String
  private let verbose: Bool

  init(_ console: Console, folder: String, verbose: Bool) {
    self.console = console
    self.folder = folder
    self.verbose = verbose
  }

  func text(for stageOne: StageOneResult) -> String {
    var text = line(mark: stageOne.success ? .fine : .failed, name: "stage one", note: "", stageOne.duration)
    for error in stageOne.errors { text += detail(error) }
    text += details(stageOne.fault)
    return text
  }

  func text(for task: TaskResult) -> String {
    var note = Console.plain(task.message ?? "")
    var mark = Mark.fine
    if task.status == .skipped {
      mark = .skipped
      note = task.errors.isEmpty ? "disabled" : task.errors.joined(separator: "; ")
    } else if !task.success {
      mark = .failed
      note = "failed"
    } else if task.isViolation {
      mark = .violation
    }
    var text = line(mark: mark, name: task.name, note: note, task.duration)
    if task.status != .skipped { for error in task.errors { text += detail(error) } }
    return text + details(task.fault)
  }

  func text(forLog line: LogLine, task: String?) -> String {
    console.paint("    \(line.timestamp.logStamp) \(task ?? "stage one"): ", .dim) + Console.plain(line.text) + "\n"
  }

  private enum Mark {
    case fine, failed, violation, skipped
  }

  private func line(mark: Mark, name: String, note: String, _ duration: Duration) -> String {
    let symbol =
      switch mark {
      case .fine: console.paint("✓", .green)
      case .failed: console.paint("✗", .red, .bold)
      case .violation: console.paint("!", .yellow, .bold)
      case .skipped: console.paint("-", .dim)
      }
    let padding = String(repeating: " ", count: max(1, 28 - name.count))
    let time = console.paint(duration.brief, .dim)
    return "  \(symbol) \(name)\(padding)\(note.isEmpty ? "" : note + "  ")\(time)\n"
  }

  private func detail(_ text: String) -> String {
    console.block(RunReport.inFolder(folder, text), indent: "      ", .red)
  }

  private func details(_ fault: ScriptFault?) -> String {
    guard let fault else { return "" }
    return FaultDetails(console: console, indent: "        ")
      .text(fault, isVerbose: verbose) { RunReport.inFolder(folder, $0) }
  }
}

extension Duration {
  /// `3 ms`, `1.2 s`, `2 min 5 s`.
  var brief: String {
    let milliseconds = Int((seconds * 1000).rounded())
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    if milliseconds < 60_000 { return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s" }
    return "\(milliseconds / 60_000) min \(milliseconds / 1000 % 60) s"
  }
}
