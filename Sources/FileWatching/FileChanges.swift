/// What changed on disk since it was last told.
package struct FileChanges: Sendable, Hashable {
  /// Files and folders that were written, made, removed or renamed, as paths that begin with a watched place as it was
  /// given. A path says that something happened there, not what: look.
  package var paths: Set<String>
  /// False where the system lost events, or a watched folder itself went or came: look at everything.
  package var isComplete: Bool
  /// Folders whose changes will not be told of, as the system refuses to watch more of them.
  package var unwatched: Set<String>

  package init(paths: Set<String> = [], isComplete: Bool = true, unwatched: Set<String> = []) {
    self.paths = paths
    self.isComplete = isComplete
    self.unwatched = unwatched
  }

  package var isEmpty: Bool { paths.isEmpty && isComplete && unwatched.isEmpty }

  /// Those in a folder, relative to it.
  package func paths(in folder: String) -> Set<String> {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return Set(paths.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
  }

  /// Adds what changed after.
  package mutating func merge(_ other: FileChanges) {
    paths.formUnion(other.paths)
    isComplete = isComplete && other.isComplete
    unwatched.formUnion(other.unwatched)
  }
}
