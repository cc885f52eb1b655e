import Integrations

#if canImport(Glibc)
  import Glibc
#endif

/// One of the programs that rocks are got with, run to its end: luarocks, unzip, tar. It reads nothing from standard input.
struct ToolRun {
  let status: Int32
  let output: String
  /// What it said on standard error.
  let messages: String

  /// Seconds; a server that answers slowly has that long.
  private static let timeLimit: Int = 300
  /// Bytes of one file that a program may write: an archive made to fill the disk ends there.
  private static let fileLimit = 256 << 20

  /// - Parameter folder: where it runs, and where its output is kept meanwhile.
  init(_ words: [String], in folder: String) throws(IntegrationError) {
    let output = Files.join(folder, ".output")
    let messages = Files.join(folder, ".messages")
    defer {
      unlink(output)
      unlink(messages)
    }
    status = try Self.run(
      [
        "timeout", "--foreground", "\(Self.timeLimit)", "prlimit", "--fsize=\(Self.fileLimit)", "--", "env", "-C",
        folder,
      ] + words, output, messages)
    self.output = String(decoding: try Files.read(output) ?? [], as: UTF8.self)
    self.messages = String(decoding: try Files.read(messages) ?? [], as: UTF8.self)
    // What env and prlimit give for a program that is not there.
    guard status != 127 else { throw Self.missing(words[0]) }
    guard status != 124 else {
      throw IntegrationError(
        code: .unavailable, message: "\(words[0]) took longer than \(Self.timeLimit) s, and was ended.",
        hint: "See that the servers answer, and run it again: nothing has been changed.")
    }
  }

  private static func run(_ words: [String], _ output: String, _ messages: String) throws(IntegrationError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, messages, flags, 0o600)
    let pointers = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, words[0], &actions, nil, pointers, environ) == 0 else { throw missing(words[0]) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  private static func missing(_ program: String) -> IntegrationError {
    IntegrationError(
      code: .unavailable, message: "\(program) is not installed, and rocks are got with it.",
      hint: "Run `apt-get install \(program)` as root, or install what your system calls it.")
  }
}
