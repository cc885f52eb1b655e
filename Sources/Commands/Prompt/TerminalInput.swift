#if canImport(Glibc)
  import Glibc
#endif

/// A terminal that a user can be asked on: questions go to stderr, answers come from stdin.
struct TerminalInput {
  let console: Console

  /// nil where one of the two is no terminal.
  init?() {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
    console = Console(Console.standardError)
  }

  /// Shows a prompt and gives the line that follows, without its break; nil at the end of the input (Ctrl-D).
  /// - Parameter hidden: what is typed is not shown.
  func ask(_ prompt: String, hidden: Bool) -> String? {
    // Hidden before the prompt is there to be answered.
    let echo = hidden ? HiddenEcho() : nil
    console.write(prompt)
    defer {
      if let echo {
        echo.restore()
        // The line break of the user was hidden too.
        console.write("\n")
      }
    }
    return Self.line()
  }

  /// A line of stdin without its break; nil at its end.
  static func line() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }
}
