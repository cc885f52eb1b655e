import Integrations
import Synchronization

/// Progress on a terminal: a line for each task that ended, and below them the tasks that run, redrawn in place.
final class LiveProgress: JobObserver {
  private struct State {
    /// Running tasks, in the order in which they started.
    var running: [(name: String, since: ContinuousClock.Instant)] = []
    /// Lines of the live part that are on the screen.
    var drawn = 0
    var tick = 0
    var done = 0
    var total = 0
  }

  private static let mostLines = 8
  private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

  private let console: Console
  private let lines: TaskLine
  private let verbose: Bool
  private let detail: ProgressDetail
  private let state = Mutex(State())
  private let ticker = Mutex<Task<Void, Never>?>(nil)

  /// - Parameter detail: what leaves a line when it ends.
  init(_ console: Console, folder: String, verbose: Bool, detail: ProgressDetail = .all) {
    self.console = console
    self.verbose = verbose
    self.detail = detail
    lines = TaskLine(console, folder: folder, verbose: verbose)
  }

  func start() {
    let task = Task { [weak self] in
      while (try? await Task.sleep(for: .milliseconds(100))) != nil { self?.redraw() }
    }
    ticker.withLock { $0 = task }
  }

  func stop() {
    ticker.withLock { $0?.cancel() }
    state.withLock { state in
      console.write(erase(&state))
      state.running = []
    }
  }

  func receive(_ event: JobEvent) {
    state.withLock { state in
      switch event {
      case .jobStarted(_, let tasks): state.total = tasks.count
      case .stageOneStarted: state.running.append(("stage one", .now))
      case .stageOneEnded(let result):
        settle("stage one", detail.shows(result) ? lines.text(for: result) : "", &state)
      case .taskStarted(let name): state.running.append((name, .now))
      case .taskEnded(let result):
        state.done += 1
        settle(result.name, detail.shows(result) ? lines.text(for: result) : "", &state)
      case .logged(let task, let line) where verbose:
        console.write(erase(&state) + lines.text(forLog: line, task: task))
      default: return
      }
    }
  }

  func notice(_ text: String) { write(console.paint(text, .yellow) + "\n") }

  /// Writes above the live part.
  func write(_ text: String) { state.withLock { state in _ = console.write(erase(&state) + text) } }

  private func settle(_ name: String, _ text: String, _ state: inout State) {
    state.running.removeAll { $0.name == name }
    console.write(erase(&state) + text)
  }

  private func redraw() {
    state.withLock { state in
      guard !state.running.isEmpty else { return }
      state.tick += 1
      let text = erase(&state) + live(&state)
      console.write(text)
    }
  }

  /// The tasks that run, none of its lines longer than the terminal is wide, all of them fewer than it has rows.
  private func live(_ state: inout State) -> String {
    let frame = Self.frames[state.tick % Self.frames.count]
    let size = console.size
    let count = min(state.running.count, Self.mostLines, max(1, size.rows - 2))
    var text = ""
    for (name, since) in state.running.prefix(count) {
      let time = (ContinuousClock.now - since).brief
      let shown = String(name.prefix(max(0, size.columns - time.count - 7)))
      guard !shown.isEmpty else {
        text += "\(name.prefix(size.columns - 1))\n"
        continue
      }
      text += "  \(console.paint(frame, .cyan)) \(shown)  \(console.paint(time, .dim))\n"
    }
    state.drawn = count
    if state.running.count > count {
      let rest = "    … \(state.running.count - count) more running, \(state.done) of \(state.total) done"
      text += console.paint(String(rest.prefix(size.columns - 1)), .dim) + "\n"
      state.drawn += 1
    }
    return text
  }

  /// Goes back over the live part (ECMA-48: cursor up, erase in page).
  private func erase(_ state: inout State) -> String {
    guard state.drawn > 0 else { return "" }
    defer { state.drawn = 0 }
    return "\u{1B}[\(state.drawn)A\u{1B}[J"
  }
}
