import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A terminal that gives each key as it is pressed and does not show it, until it is restored.
final class KeyTerminal: @unchecked Sendable {
  // Unchecked for the source: it is set by init, and dispatch sources may be used from any thread.
  private struct State {
    var before = termios()
    var isChanged = false
  }

  private let state = Mutex(State())
  /// The one in use, for whoever ends the process and can reach nothing else.
  private static let current = Mutex<KeyTerminal?>(nil)

  static func restoreCurrent() { current.withLock { $0 }?.restore() }

  private let source: any DispatchSourceRead

  /// nil where standard input is no terminal, or belongs to another job of the shell.
  /// - Parameter onKey: takes each byte; nil at the end of the input. Is called on a queue of its own.
  init?(onKey: @escaping @Sendable (UInt8?) -> Void) {
    guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
    source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: DispatchQueue(label: "luahost.keys"))
    guard change() else {
      source.resume()
      source.cancel()
      return nil
    }
    source.setEventHandler { [source] in
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      if count < 0, errno == EINTR || errno == EAGAIN { return }
      for byte in bytes.prefix(max(0, count)) { onKey(byte) }
      if count <= 0 {
        source.cancel()
        onKey(nil)
      }
    }
    source.resume()
    Self.current.withLock { $0 = self }
  }

  /// Has keys come one by one; Ctrl-C and its like stay signals.
  @discardableResult
  func change() -> Bool {
    state.withLock { state in
      guard !state.isChanged else { return true }
      var settings = termios()
      guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return false }
      state.before = settings
      settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
      guard tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0 else { return false }
      state.isChanged = true
      return true
    }
  }

  /// Gives the terminal back as it was, what was typed and not read left out.
  func restore() {
    state.withLock { state in
      guard state.isChanged else { return }
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &state.before)
      state.isChanged = false
    }
  }

  /// Restores it, and reads no more keys.
  func close() {
    source.cancel()
    restore()
    Self.current.withLock { $0 = nil }
  }
}
