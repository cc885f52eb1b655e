#if canImport(Glibc)
  import Glibc
#endif

/// A file that only its owner may read. Under its name there is the old content or all of the new.
enum PrivateFile {
  /// - Parameter body: gets what takes the text, piece by piece.
  static func write(_ path: String, _ body: ((String) -> Void) -> Void) throws(IntegrationError) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw fault(path, errno) }
    var buffer: [UInt8] = []
    var code: Int32?
    func flush() {
      if code == nil { code = writeAll(buffer, to: descriptor) }
      buffer.removeAll(keepingCapacity: true)
    }
    body { text in
      buffer.append(contentsOf: text.utf8)
      if buffer.count > 65_536 { flush() }
    }
    flush()
    if close(descriptor) != 0, code == nil { code = errno }
    if code == nil, rename(temporary, path) != 0 { code = errno }
    guard let code else { return }
    unlink(temporary)
    throw fault(path, code)
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  private static func fault(_ path: String, _ code: Int32) -> IntegrationError {
    IntegrationError(
      code: .unwritable, message: "The file cannot be written: \(String(cString: strerror(code))).",
      location: SourceLocation(file: path))
  }
}
