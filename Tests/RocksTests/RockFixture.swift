import Foundation
import TestSupport

/// A repository with one integration, `sample`, whose only task loads the module `greet`.
enum RockFixture {
  static let folder = "integrations/sample"

  /// Gives `body` a repository whose integration asks for these rocks, and an empty server beside it.
  static func with(
    _ dependencies: String, _ body: (URL, RockServerFolder) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(
        Fixture([
          "insights/a.lua": """
          task { name = "a", title = "A", type = "insight", run = function()
            return { data = { version = require("greet").version } }
          end }
          """
        ]).files)
      try ask(dependencies, in: folder)
      let server = RockServerFolder(folder: folder.appending(path: "server"))
      try FileManager.default.createDirectory(at: server.folder, withIntermediateDirectories: true)
      try await body(folder, server)
    }
  }

  /// Lets the integration ask for other rocks.
  static func ask(_ dependencies: String, in repository: URL) throws {
    try repository.write([
      "\(folder)/sample-dev-1.rockspec":
        "package = \"sample\" version = \"dev-1\" dependencies = { \(dependencies) }"
    ])
  }

  /// Installs from the server beside the repository.
  static func install(_ repository: URL, _ arguments: String...) async throws -> Luahost.Outcome {
    try await Luahost.run(
      ["install", folder] + arguments, in: repository, environment: ["LUAHOST_ROCKS_SERVERS": "server"])
  }

  /// The version of `greet` that a run loads.
  static func loadedVersion(_ repository: URL) async throws -> String? {
    try await Luahost.run(["run", folder, "--format", "json"], in: repository).data(of: "a")["version"] as? String
  }
}
