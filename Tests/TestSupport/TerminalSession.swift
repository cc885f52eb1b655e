package import Foundation

/// The built binary on a terminal of its own (a pseudo-terminal), to be talked to.
package final class TerminalSession {
  private let master: Int32
  private let id: pid_t
  /// All that the terminal has shown.
  package private(set) var shown = ""
  /// How much of ``shown`` was waited for already.
  private var consumed = 0

  private static let setLock: UInt = 0x4004_5431  // TIOCSPTLCK
  private static let getNumber: UInt = 0x8004_5430  // TIOCGPTN
  private static let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID

  /// Runs `luahost` among files, in a folder of its own, beside `body`; it ends with it.
  package static func with(
    isolation: isolated (any Actor)? = #isolation, _ arguments: [String], _ files: [String: String] = [:],
    _ body: (TerminalSession, URL) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(files)
      try await body(try TerminalSession(arguments, in: folder), folder)
    }
  }

  /// Starts `luahost` in a folder.
  package init(_ arguments: [String], in directory: URL) throws {
    // posix_openpt and its like are not among what Swift sees of glibc: this is what they do on Linux (pts(4)).
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0, ioctl(master, Self.getNumber, &number) == 0 else {
      throw TestSupportError("there is no pseudo-terminal")
    }
    let name = "/dev/pts/\(number)"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The leader of a new session gets the first terminal that it opens as its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.newSession)
    let words = try ["env", "-C", directory.path, Luahost.path()] + arguments
    let kept = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
    let variables = kept.map { "\($0)=\($1)" } + ["TERM=xterm", "NO_COLOR=1"]
    let argv = words.map { strdup($0) } + [nil]
    let environment = variables.map { strdup($0) } + [nil]
    defer { for pointer in argv + environment { free(pointer) } }
    var id: pid_t = 0
    let status = posix_spawn(&id, "/usr/bin/env", &actions, &attributes, argv, environment)
    guard status == 0 else { throw TestSupportError("cannot start luahost: \(String(cString: strerror(status)))") }
    self.id = id
  }

  deinit {
    kill(id, SIGKILL)
    close(master)
  }

  /// Waits until the terminal shows a text, after what was waited for before.
  package func expect(_ text: String, seconds: Int = 60) async throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let unread = shown.utf8.dropFirst(consumed)
      if let range = String(unread)?.firstRange(of: text) {
        consumed += String(unread)?[..<range.upperBound].utf8.count ?? 0
        return
      }
      guard ContinuousClock.now < deadline, try await receive() else {
        throw TestSupportError("the terminal does not show \(text.debugDescription):\n\(shown)")
      }
    }
  }

  /// Waits for a prompt and types a line.
  package func answer(_ prompt: String, _ line: String) async throws {
    try await expect(prompt)
    send(line + "\n")
  }

  package func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Whether the terminal shows what is typed.
  package var echoes: Bool {
    var settings = termios()
    return tcgetattr(master, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  package func send(signal: Int32) { kill(id, signal) }

  /// The exit code, once the program has ended; 128 and the signal's number when a signal ended it.
  package func wait() async throws -> Int32 {
    while try await receive() {}
    var status: Int32 = 0
    while waitpid(id, &status, WNOHANG) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// Takes what has come; false at the end. The threads of other tests are not held up.
  private func receive() async throws -> Bool {
    var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 0) > 0 else {
      try await Task.sleep(for: .milliseconds(5))
      return true
    }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &chunk, chunk.count)
    guard count > 0 else { return false }
    shown += String(decoding: chunk[..<count], as: UTF8.self).replacing("\r\n", with: "\n")
    return true
  }
}
