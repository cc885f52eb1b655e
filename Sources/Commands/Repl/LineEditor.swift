import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Reads lines from a person: with history, arrow keys and completion where the system has libedit, which it is asked for
/// only now, so that no other command pays for it; as the terminal gives them where it has not. Lines of a pipe come
/// without any of that.
final class LineEditor: @unchecked Sendable {
  // Unchecked for the pointers into libedit, which the one caller of `line` at a time uses.
  private typealias ReadLine = @convention(c) (UnsafePointer<CChar>) -> UnsafeMutablePointer<CChar>?
  private typealias AddHistory = @convention(c) (UnsafePointer<CChar>) -> Int32
  private typealias Generator = @convention(c) (UnsafePointer<CChar>?, Int32) -> UnsafeMutablePointer<CChar>?

  let isInteractive: Bool
  private let console = Console(Console.standardError)
  private var readLine: ReadLine?
  private var addHistory: AddHistory?
  /// The terminal's settings as they were.
  private var settings = termios()

  /// - Parameter names: what Tab completes.
  init(completing names: [String]) {
    isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    if isInteractive { tcgetattr(STDIN_FILENO, &settings) }
    guard isInteractive, let library = dlopen("libedit.so.2", RTLD_NOW) else { return }
    readLine = dlsym(library, "readline").map { unsafeBitCast($0, to: ReadLine.self) }
    addHistory = dlsym(library, "add_history").map { unsafeBitCast($0, to: AddHistory.self) }
    complete(names, library)
  }

  /// The next line without its break; nil at the end of the input (Ctrl-D). It blocks.
  func line(_ prompt: String) -> String? {
    guard isInteractive else { return TerminalInput.line() }
    guard let readLine else {
      console.write(prompt)
      return TerminalInput.line()
    }
    guard let text = readLine(prompt) else {
      Console(Console.standardOutput).write("\n")
      return nil
    }
    defer { free(text) }
    if text.pointee != 0 { _ = addHistory?(text) }
    return String(cString: text)
  }

  /// Undoes what the editor has set: it is left in the middle of a line.
  func giveBackTerminal() {
    if isInteractive { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
  }

  private func complete(_ names: [String], _ library: UnsafeMutableRawPointer) {
    Completion.names.withLock { $0 = names }
    guard let generator = dlsym(library, "rl_completion_entry_function"),
      let appended = dlsym(library, "rl_completion_append_character")
    else { return }
    generator.assumingMemoryBound(to: Generator?.self).pointee = { Completion.match($0, $1) }
    appended.assumingMemoryBound(to: Int32.self).pointee = 0
  }
}

/// What libedit calls back, which takes no context.
private enum Completion {
  static let names = Mutex<[String]>([])
  private static let matches = Mutex<[String]>([])

  /// The matches of a word, one a call; `state` is 0 for the first.
  static func match(_ word: UnsafePointer<CChar>?, _ state: Int32) -> UnsafeMutablePointer<CChar>? {
    let word = word.map { String(cString: $0) } ?? ""
    return matches.withLock { matches in
      if state == 0 { matches = names.withLock { $0.filter { $0.hasPrefix(word) } }.reversed() }
      return matches.popLast().flatMap { strdup($0) }
    }
  }
}
