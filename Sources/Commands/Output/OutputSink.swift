import Integrations
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Where the data of a command goes, in pieces of 64 KiB: standard output, or a file that somebody else closes.
final class OutputSink: Sendable {
  let console: Console

  private struct State {
    var buffer: [UInt8] = []
    /// The first fault in writing, as `errno`; nothing is written after it.
    var fault: Int32?
  }

  private static let capacity = 65_536
  private let state = Mutex(State())

  init(_ descriptor: Int32 = Console.standardOutput) { console = Console(descriptor) }

  func write(_ text: String) { append(text.utf8) }

  func write(_ bytes: [UInt8]) { append(bytes) }

  private func append(_ bytes: some Collection<UInt8>) {
    state.withLock { state in
      guard state.fault == nil else { return }
      state.buffer.append(contentsOf: bytes)
      if state.buffer.count >= Self.capacity { flush(&state) }
    }
  }

  /// Hands on what has been written so far.
  func flush() { state.withLock { flush(&$0) } }

  private func flush(_ state: inout State) {
    if state.fault == nil { state.fault = console.write(state.buffer) }
    state.buffer.removeAll(keepingCapacity: true)
  }

  /// Flushes, and gives the first fault in writing, as `errno`.
  func finish() -> Int32? {
    state.withLock { state in
      flush(&state)
      return state.fault
    }
  }

  /// Flushes what went to standard output.
  /// - Throws: ``IntegrationError`` when something could not be written. A reader that went away (`| head`) is none.
  func finishStandardOutput() throws(IntegrationError) {
    guard let fault = finish(), fault != EPIPE else { return }
    throw IntegrationError(
      code: .unwritable, message: "Standard output cannot be written: \(String(cString: strerror(fault))).")
  }
}
