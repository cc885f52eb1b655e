#if canImport(Glibc)
  import Glibc
#endif

/// What luahost keeps of one integration on its author's machine: `.luahost/` in the integration's folder. Nothing in it is
/// source, Git ignores it, and all of it may be deleted.
package struct WorkingFolder: Sendable {
  package static let name = ".luahost"

  /// `integrations/x/.luahost`.
  package let path: String

  /// - Parameter integration: the integration's folder.
  package init(of integration: String) { path = Files.join(integration, Self.name) }

  package var exists: Bool { Files.isFolder(path) }

  /// The recording of the last live run.
  package var exchanges: String { Files.join(path, "last/exchanges") }
  package var rocks: String { Files.join(path, "rocks") }
  package var types: String { Files.join(path, "types") }
  package var coverage: String { Files.join(path, "coverage") }

  /// Makes it, and a folder inside it, where they are missing.
  /// - Parameter inner: relative to it, such as `last`.
  package func make(_ inner: String? = nil) throws(IntegrationError) {
    try Self.makeFolder(path)
    let ignore = Files.join(path, ".gitignore")
    if !Files.exists(ignore) { try PrivateFile.write(ignore) { $0("*\n") } }
    var folder = path
    for part in (inner ?? "").split(separator: "/") {
      folder = Files.join(folder, String(part))
      try Self.makeFolder(folder)
    }
  }

  private static func makeFolder(_ path: String) throws(IntegrationError) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST && Files.isFolder(path) {
      // A repository of somebody else could have a link there that leads to files of yours.
      guard !Files.isLink(path) else {
        throw IntegrationError(
          code: .unwritable, message: "The folder is a link; luahost keeps its files in folders of its own.",
          location: SourceLocation(file: path), hint: "Remove the link.")
      }
      return
    }
    throw IntegrationError(
      code: .unwritable, message: "The folder cannot be made: \(String(cString: strerror(errno))).",
      location: SourceLocation(file: path))
  }
}
