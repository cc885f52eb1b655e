import Development
import FileWatching
import Integrations

#if canImport(Glibc)
  import Glibc
#endif

/// Looks at the sources of an integration on disk.
struct SourceFolder {
  let path: String

  /// Deeper than this nothing is looked at.
  private static let deepest = 32

  /// All of them.
  func snapshot() -> SourceSnapshot {
    var found: [String: Int] = [:]
    collect("", into: &found, depth: 0)
    return SourceSnapshot(found)
  }

  /// What is there now at some paths, relative to the folder.
  func sources(at paths: Set<String>) -> [String: Int] {
    var found: [String: Int] = [:]
    for path in paths { look(at: path, into: &found, depth: 1) }
    return found
  }

  /// When the latest of some files was saved, as the file system has it: nanoseconds since 1970.
  func lastSave(of paths: Set<String>) -> Int64? {
    paths.compactMap { name in
      var status = stat()
      guard lstat(Files.join(path, name), &status) == 0 else { return nil }
      return Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    }
    .max()
  }

  private func collect(_ folder: String, into found: inout [String: Int], depth: Int) {
    guard depth <= Self.deepest, let names = try? Files.names(in: folder.isEmpty ? path : Files.join(path, folder))
    else { return }
    for name in names where !IgnoredFiles.contains(name) {
      look(at: folder.isEmpty ? name : "\(folder)/\(name)", into: &found, depth: depth + 1)
    }
  }

  private func look(at name: String, into found: inout [String: Int], depth: Int) {
    let full = Files.join(path, name)
    var link = stat()
    guard lstat(full, &link) == 0 else { return }
    if link.st_mode & S_IFMT == S_IFDIR { return collect(name, into: &found, depth: depth) }
    guard SourceKind(name) != .other else { return }
    found[name] = digest(of: full)
  }

  /// What stands for the content; the same for all that cannot be read.
  private func digest(of file: String) -> Int {
    var hasher = Hasher()
    var status = stat()
    // Whatever is no plain file could keep the reader waiting.
    guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      hasher.combine(status.st_mode)
      return hasher.finalize()
    }
    if let bytes = try? Files.read(file) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
    return hasher.finalize()
  }
}
