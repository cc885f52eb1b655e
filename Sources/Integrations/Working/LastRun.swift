package import JSONSchema

/// The result of the last run of an integration on its author's machine: `.luahost/last/result.json`.
///
/// ```swift
/// let last = LastRun(of: "integrations/hello_world")
/// try last.save(result)
/// let tasks = try last.load()?["tasks"]
/// ```
package struct LastRun: Sendable {
  private let folder: WorkingFolder

  /// - Parameter integration: the integration's folder.
  package init(of integration: String) { folder = WorkingFolder(of: integration) }

  package var path: String { Files.join(folder.path, "last/result.json") }

  /// Keeps a result, as `--format json` prints it, secrets masked. The author's working folder is made where it is missing.
  package func save(_ result: JobResult) throws(IntegrationError) {
    try folder.make("last")
    try PrivateFile.write(path) { result.writeDocument($0) }
  }

  /// The same where there is a working folder already, which an operator's machine has not. Never fails.
  package func saveIfWorking(_ result: JobResult) {
    if folder.exists { try? save(result) }
  }

  /// The last result; nil where there is none.
  /// - Throws: `badData` for a file that is no result.
  package func load() throws(IntegrationError) -> JSONValue? {
    guard let bytes = try Files.read(path) else { return nil }
    guard let value = try? JSONValue(parsing: bytes), value.objectValue != nil else {
      throw IntegrationError(
        code: .badData, message: "The last run's result is damaged.", location: SourceLocation(file: path),
        hint: "Delete the file, and run again.")
    }
    return value
  }

  /// What a job may take over of the last run: those of `tasks` that succeeded. Their data are as they were shown: what
  /// was secret in them is masked.
  package func kept(of tasks: [TaskDeclaration]) throws(IntegrationError) -> [String: KeptTask] {
    guard let results = try load()?["tasks"] else { return [:] }
    var kept: [String: KeptTask] = [:]
    for task in tasks {
      guard let result = results[task.name], result["success"]?.boolValue == true, let output = result["output"],
        let data = output["data"]
      else { continue }
      var known = KeptTask(task, data: data.serialized(), message: output["message"]?.stringValue)
      known.result.isViolation = result["is_violation"]?.boolValue == true
      kept[task.name] = known
    }
    return kept
  }
}
