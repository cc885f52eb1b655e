import Foundation
import TestSupport
import Testing

/// A run of integrations/github_org against a server of the test's own.
struct GitHubRun {
  let outcome: Luahost.Outcome
  let server: [GitHubServer.Request]

  /// - Parameters:
  ///   - scenario: of the server.
  ///   - config: beside organisation and base_url; nil for a value leaves the key out.
  ///   - repository: where the integration is.
  static func make(
    _ scenario: String, config: [String: Any] = ["token": "ghp_owner"], tasks: String? = nil,
    repository: URL = Luahost.repository
  ) async throws -> GitHubRun {
    try await withTemporaryDirectory { folder in
      try await GitHubServer.with(scenario, in: folder) { server in
        let file = folder.appending(path: "config.json")
        let whole: [String: Any] = ["organization": "acme", "base_url": server.url]
        try JSONSerialization.data(withJSONObject: whole.merging(config) { $1 }).write(to: file)
        let outcome = try await Luahost.run(
          ["run", "integrations/github_org", "--config", file.path, "--format", "json"]
            + (tasks.map { ["--tasks", $0] } ?? []),
          in: repository)
        return GitHubRun(outcome: outcome, server: try server.requests())
      }
    }
  }

  func task(_ name: String) throws -> [String: Any] { try outcome.task(name) }

  func data(of task: String) throws -> [String: Any] { try outcome.data(of: task) }

  /// The errors of a task, as one text.
  func errors(of task: String) throws -> String {
    (try self.task(task)["errors"] as? [String] ?? []).joined(separator: "\n")
  }

  func logs(of task: String) throws -> String {
    (try self.task(task)["logs"] as? [String] ?? []).joined(separator: "\n")
  }

  func stageOne() throws -> [String: Any] { try #require(try outcome.json()["stage_one"] as? [String: Any]) }

  /// The violations: "task resource".
  func findings() throws -> Set<String> { try outcome.findings() }

  /// Names of tasks that ended in a given way.
  func tasks(where isWanted: ([String: Any]) -> Bool) throws -> Set<String> {
    Set(try outcome.tasks().filter { isWanted($0.value) }.keys)
  }
}
