import Synchronization

/// Messages for one reader, who takes all that have come at once: under load one wake-up serves many of them.
final class Mailbox<Message: Sendable>: Sendable {
  private struct State {
    var messages: [Message] = []
    var reader: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func put(_ message: Message) {
    let reader = state.withLock { state in
      state.messages.append(message)
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume()
  }

  /// Waits for messages, and takes them in the order in which they came. Cancelling the reader does not end the wait.
  func take() async -> [Message] {
    while true {
      let messages = state.withLock { state in
        defer { state.messages = [] }
        return state.messages
      }
      if !messages.isEmpty { return messages }
      await withCheckedContinuation { continuation in
        let hasSome = state.withLock { state in
          if state.messages.isEmpty { state.reader = continuation }
          return !state.messages.isEmpty
        }
        if hasSome { continuation.resume() }
      }
    }
  }
}
