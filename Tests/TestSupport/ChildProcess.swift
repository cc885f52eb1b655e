package import Foundation

/// A program that a test starts. It gets the descriptors it is given and no others.
package struct ChildProcess: Sendable {
  package let id: pid_t

  /// Starts `executable`, an absolute path.
  ///
  /// - Parameters:
  ///   - input: the file that it reads.
  ///   - keeping: descriptors that the program inherits under the numbers they have here.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String], directory: URL,
    output: FileHandle, errors: FileHandle, input: String = "/dev/null", keeping: [Int32] = []
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.fileDescriptor, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.fileDescriptor, 2)
    for descriptor in keeping {
      // From itself to itself clears close-on-exec (POSIX.1-2024).
      posix_spawn_file_actions_adddup2(&actions, descriptor, descriptor)
    }

    // env goes to the folder and becomes the program; posix_spawn itself has no portable way to.
    let words = CStrings(["env", "-C", directory.path, executable] + arguments)
    let variables = CStrings(environment.map { "\($0)=\($1)" })
    var id: pid_t = 0
    // The threads of tests have signals blocked, and a program inherits that: SIGTERM would not end it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let status = posix_spawn(&id, "/usr/bin/env", &actions, &attributes, words.pointers, variables.pointers)
    guard status == 0 else {
      throw TestSupportError("cannot start \(executable): \(String(cString: strerror(status)))")
    }
    self.id = id
  }

  package func send(signal: Int32) { kill(id, signal) }

  /// The exit code; 128 and the signal's number when a signal ended it. To be called once.
  package func wait() async -> Int32 {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: waitNow()) }
    }
  }

  /// The same, holding up the thread: for programs that end at once.
  package func waitNow() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}

/// An argument vector as C wants it, freed with the value.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit {
    for pointer in pointers { free(pointer) }
  }
}

/// Why a test could not even begin.
package struct TestSupportError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
