package import Foundation

/// Gives `body` a folder of its own and removes it after.
package func withTemporaryDirectory<Result>(
  isolation: isolated (any Actor)? = #isolation, _ body: (URL) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "luahost-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

extension URL {
  /// Writes files below this folder: path → text. Folders on the way are made.
  package func write(_ files: [String: String]) throws {
    for (path, text) in files {
      let file = appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  /// An empty file below this folder, open for writing.
  package func create(_ name: String) throws -> FileHandle {
    let file = appending(path: name)
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }
}
