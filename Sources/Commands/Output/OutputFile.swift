import Integrations

#if canImport(Glibc)
  import Glibc
#endif

/// A file that a command writes: under its name there is the old content or all of the new, never a part.
///
/// The content goes to a file beside it that is renamed in the end. What is no plain file (`/dev/stderr`, a named pipe),
/// and a file in a folder that takes no new ones, is written in place.
struct OutputFile: Sendable {
  /// As the user named it.
  let path: String
  /// Where links lead.
  private let target: String
  private let isReplaced: Bool

  /// Looks whether it can be written, before time is spent on what goes into it.
  /// - Throws: ``IntegrationError`` of code `usage`.
  init(_ path: String) throws(IntegrationError) {
    self.path = path
    target = Self.followingLinks(path)
    let folder = Files.parent(target)
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw Self.fault(path, "it is a folder", code: .usage) }
    guard exists || Files.isFolder(folder) else {
      throw Self.fault(path, "there is no folder '\(folder)'", code: .usage)
    }
    // One that is write-protected stays as it is, even where its folder would let it be replaced.
    guard access(exists ? target : folder, W_OK) == 0 else {
      throw Self.fault(path, String(cString: strerror(errno)), code: .usage)
    }
    let isPlain = !exists || status.st_mode & S_IFMT == S_IFREG
    isReplaced = isPlain && access(folder, W_OK | X_OK) == 0
  }

  /// Writes all of it.
  /// - Throws: ``IntegrationError`` of code `unwritable` that names the file; what was there before stays.
  func write(_ body: (OutputSink) -> Void) throws(IntegrationError) {
    let written = isReplaced ? "\(Files.parent(target))/.luahost-\(Identifier.make()).tmp" : target
    let descriptor = try open(written, isReplaced ? O_EXCL | O_CREAT : O_TRUNC)
    if isReplaced { keepMode(on: descriptor) }
    let sink = OutputSink(descriptor)
    body(sink)
    var fault = sink.finish()
    if close(descriptor) != 0, fault == nil { fault = errno }
    if fault == nil, isReplaced, rename(written, target) != 0 { fault = errno }
    guard let fault else { return }
    if isReplaced { unlink(written) }
    throw Self.fault(path, errno: fault)
  }

  /// Opens it for what is written bit by bit while a job runs, in place.
  func openInPlace() throws(IntegrationError) -> OutputSink { OutputSink(try open(target, O_CREAT | O_TRUNC)) }

  private func open(_ file: String, _ flags: Int32) throws(IntegrationError) -> Int32 {
    let descriptor = Glibc.open(file, O_WRONLY | O_CLOEXEC | flags, 0o666)
    guard descriptor >= 0 else {
      throw Self.fault(path, errno: errno)
    }
    return descriptor
  }

  /// A file that takes another's place may be read and written by the same people.
  private func keepMode(on descriptor: Int32) {
    var status = stat()
    if stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o777) }
  }

  private static func followingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// What a fault in writing means for a file.
  static func fault(_ path: String, errno: Int32) -> IntegrationError {
    fault(path, String(cString: strerror(errno)), code: .unwritable)
  }

  private static func fault(_ path: String, _ reason: String, code: IntegrationError.Code) -> IntegrationError {
    IntegrationError(code: code, message: "The output file '\(path)' cannot be written: \(reason).")
  }
}
