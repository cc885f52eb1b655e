import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// A terminal that does not show what is typed, until it is restored: by the caller, or by a signal that ends the
/// process.
final class HiddenEcho {
  private let before: termios
  private let sources: [any DispatchSourceSignal]
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// nil where the terminal cannot be changed.
  init?() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    let before = settings
    self.before = before
    let queue = DispatchQueue(label: "luahost.hidden-echo")
    let isRegistered = DispatchSemaphore(value: 0)
    sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        Self.apply(before)
        _exit(128 + number)
      }
      source.setRegistrationHandler { isRegistered.signal() }
      source.resume()
      return source
    }
    // Until then a signal would be lost: the process ignores it, and the source does not see it yet.
    for _ in sources { isRegistered.wait() }
    // A process that is stopped meanwhile would leave the shell without echo.
    signal(SIGTSTP, SIG_IGN)
    settings.c_lflag &= ~tcflag_t(ECHO)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) == 0 else {
      restore()
      return nil
    }
  }

  private static func apply(_ settings: termios) {
    var settings = settings
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
  }

  /// Shows again what is typed, and gives the signals back their usual effect.
  func restore() {
    Self.apply(before)
    for source in sources { source.cancel() }
    for number in Self.signals + [SIGTSTP] { signal(number, SIG_DFL) }
  }
}
