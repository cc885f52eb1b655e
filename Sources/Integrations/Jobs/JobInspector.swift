import Lua
import Synchronization

/// Asks a job what it is doing, from any thread. The answer is ``JobEvent/inspected(_:)``; a job that has not begun, or
/// has ended, gives none.
package final class JobInspector: Sendable {
  private let ask = Mutex<(@Sendable () -> Void)?>(nil)
  private let isAsked = Atomic(false)

  package init() {}

  package func inspect() {
    isAsked.store(true, ordering: .relaxed)
    ask.withLock { $0?() }
  }

  /// Whether an answer is due; it is due once.
  func takeRequest() -> Bool { isAsked.exchange(false, ordering: .relaxed) }

  func connect(_ ask: (@Sendable () -> Void)?) { self.ask.withLock { $0 = ask } }
}
