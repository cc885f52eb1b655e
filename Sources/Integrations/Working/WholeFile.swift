#if canImport(Glibc)
  import Glibc
#endif

/// Writing of source files: under its name there is the old content or all of the new. Links are followed, and a file that
/// takes another's place may be read and written by the same people.
package enum WholeFile {
  /// - Throws: `unwritable`; what was there before stays.
  package static func write(_ path: String, _ bytes: [UInt8]) throws(IntegrationError) {
    let target = followingLinks(path)
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists, access(target, W_OK) != 0 { throw fault(path, errno) }
    // What somebody has write-protected stays, also where root could write it.
    if exists, status.st_mode & 0o222 == 0 { throw fault(path, EACCES) }
    let temporary = "\(Files.parent(target))/.luahost-\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw fault(path, errno) }
    if exists { fchmod(descriptor, status.st_mode & 0o777) }
    var code: Int32?
    var rest = bytes[...]
    while !rest.isEmpty, code == nil {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { code = errno }
    }
    if close(descriptor) != 0, code == nil { code = errno }
    if code == nil, rename(temporary, target) != 0 { code = errno }
    guard let code else { return }
    unlink(temporary)
    throw fault(path, code)
  }

  /// Makes a folder and those above it that are missing.
  /// - Returns: the outermost one that was made; nil where all were there.
  @discardableResult
  package static func makeFolders(_ path: String) throws(IntegrationError) -> String? {
    guard !Files.isFolder(path) else { return nil }
    let parent = Files.parent(path)
    let made = parent == path || parent == "." ? nil : try makeFolders(parent)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST && Files.isFolder(path) else { throw fault(path, errno) }
    return made ?? path
  }

  private static func followingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func fault(_ path: String, _ code: Int32) -> IntegrationError {
    IntegrationError(
      code: .unwritable, message: "It cannot be written: \(String(cString: strerror(code))).",
      location: SourceLocation(file: path))
  }
}
