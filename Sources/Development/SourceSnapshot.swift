/// The sources of an integration at one moment: path → what stands for the content.
package struct SourceSnapshot: Sendable, Hashable {
  package private(set) var digests: [String: Int]

  package init(_ digests: [String: Int] = [:]) { self.digests = digests }

  /// Puts in what was found at paths that something happened to.
  /// - Parameters:
  ///   - paths: files or folders; what was known of them, and of what was in them, goes.
  ///   - found: the sources that are there now.
  package mutating func update(_ paths: Set<String>, found: [String: Int]) {
    for path in digests.keys where Self.places(on: path).contains(where: paths.contains) { digests[path] = nil }
    digests.merge(found) { $1 }
  }

  /// A path and the folders that it is in: a folder that went says nothing of the files that were in it.
  private static func places(on path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) } + [path]
  }

  /// The paths whose content differs, or that one of the two has not.
  package func changes(since other: SourceSnapshot) -> Set<String> {
    var changed = Set(digests.filter { other.digests[$0.key] != $0.value }.keys)
    for path in other.digests.keys where digests[path] == nil { changed.insert(path) }
    return changed
  }
}
