/// An integrations repository with one integration, `sample`, written for one test.
package struct Fixture: Sendable {
  /// Path → text. Whatever a test does not give is sound: a catalogue, an `entry.lua`, and no task.
  package var files: [String: String]

  package init(
    name: String = "sample", schema: String = "{}", enabled: Bool = true, _ files: [String: String] = [:]
  ) {
    let catalogue = """
      [{"name": "\(name)", "title": "Sample", "description": "A fixture.", "enabled": \(enabled), "schema": \(schema)}]
      """
    self.files = [
      "integrations.json": catalogue, "integrations/sample/entry.lua": #"return runner { name = "sample" }"#,
    ]
    for (path, text) in files { self.files["integrations/sample/" + path] = text }
  }

  /// Writes it to a folder of its own and runs `luahost run integrations/sample` there.
  package func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Luahost.Outcome {
    try await withTemporaryDirectory { folder in
      try folder.write(files)
      return try await Luahost.run(
        ["run", "integrations/sample"] + arguments, in: folder, environment: environment)
    }
  }
}
