import Lua
import Synchronization

/// Ends the loading of an integration early, from any thread: a file may compute for seconds before its time is over.
package final class LoadCancellation: Sendable {
  private struct State {
    var interrupter: LuaState.Interrupter?
    var isCancelled = false
  }

  private let state = Mutex(State())

  package init() {}

  package func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.interrupter?.interrupt()
    }
  }

  func connect(_ interrupter: LuaState.Interrupter) {
    state.withLock { state in
      state.interrupter = interrupter
      if state.isCancelled { interrupter.interrupt() }
    }
  }

  /// The state may go after this.
  func disconnect() { state.withLock { $0.interrupter = nil } }
}
