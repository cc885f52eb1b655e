import Integrations
import Synchronization

/// Progress of a run that is given up when a save makes it worthless: nothing more of it is shown then.
final class DevProgress: JobObserver {
  private let live: LiveProgress?
  private let shown: any JobObserver
  private let console: Console
  private let isGivenUp = Atomic(false)

  init(_ console: Console, folder: String, detail: ProgressDetail) {
    self.console = console
    live = console.isTerminal ? LiveProgress(console, folder: folder, verbose: false, detail: detail) : nil
    shown = live ?? PlainProgress(console, folder: folder, verbose: false, detail: detail)
  }

  func start() { shown.start() }
  func stop() { shown.stop() }
  func notice(_ text: String) { shown.notice(text) }

  func receive(_ event: JobEvent) {
    if !isGivenUp.load(ordering: .relaxed) { shown.receive(event) }
  }

  func giveUp() { isGivenUp.store(true, ordering: .relaxed) }

  /// Writes above what is shown live.
  func write(_ text: String) {
    if let live { live.write(text) } else { console.write(text) }
  }
}
