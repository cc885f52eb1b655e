import Integrations
import Synchronization

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

  /// The first fault in writing, as `errno`.
  private let fault = Mutex<Int32?>(nil)

  func write(_ text: String) {
    guard let fault = console.write(text) else { return }
    self.fault.withLock { $0 = $0 ?? fault }
  }

  /// - Throws: ``IntegrationError`` when something could not be written. A reader that went away (`| head`) is none.
  func check() throws(IntegrationError) {
    guard let fault = fault.withLock({ $0 }), fault != EPIPE else { return }
    throw IntegrationError(
      code: .badData, message: "The output could not be written: \(String(cString: strerror(fault))).")
  }
}
