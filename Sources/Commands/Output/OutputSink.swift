import Integrations

#if canImport(Glibc)
  import Glibc
#endif

/// Where the data of a command goes: stdout, or the file of `--output`.
final class OutputSink: Sendable {
  let console: Console
  private let isFile: Bool

  init(path: String?) throws(IntegrationError) {
    guard let path else {
      console = Console(Console.standardOutput)
      isFile = false
      return
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw IntegrationError(
        code: .usage, message: "The output file '\(path)' cannot be written: \(String(cString: strerror(errno))).")
    }
    console = Console(descriptor)
    isFile = true
  }

  deinit { if isFile { close(console.descriptor) } }

  func write(_ text: String) { console.write(text) }
}
