import Foundation
import TestSupport
import Testing

/// `luahost run` and `luahost list` on the repository's own integrations.
@Suite(.timeLimit(.minutes(2)))
struct RunTests {
  @Test func showsViolationOfHelloWorld() async throws {
    let outcome = try await Luahost.run(["run", "integrations/hello_world"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    for part in ["list_items", "check_item", "Found item_1 in the list"] {
      #expect((outcome.output + outcome.errors).contains(part))
    }
  }

  @Test func givesResultAsOneJSONObject() async throws {
    let outcome = try await Luahost.run(["run", "integrations/hello_world", "--format", "json"])
    let result = try outcome.json()
    #expect(result["integration"] as? String == "hello_world")
    #expect(result["status"] as? String == "done")
    let tasks = try #require(result["tasks"] as? [String: [String: Any]])
    #expect(Set(tasks.keys) == ["list_items", "check_item"])
    #expect(tasks["check_item"]?["is_violation"] as? Bool == true)
    #expect((result["violations"] as? [Any])?.count == 1)
  }

  @Test func failsOnViolationsWhenAsked() async throws {
    let command = ["run", "integrations/hello_world", "--fail-on"]
    let high = try await Luahost.run(command + ["high"])
    #expect(high.code == 2)
    let critical = try await Luahost.run(command + ["critical"])
    #expect(critical.code == 0)
  }

  @Test func runsFromAnyFolder() async throws {
    try await withTemporaryDirectory { folder in
      let path = Luahost.repository.appending(path: "integrations/hello_world").path
      let outcome = try await Luahost.run(["run", path], in: folder)
      #expect(outcome.code == 0)
    }
  }

  @Test func listsCatalogueWithTasks() async throws {
    let outcome = try await Luahost.run(["list"])
    #expect(outcome.code == 0)
    for name in ["hello_world", "web_security", "list_items", "csp_missing"] {
      #expect(outcome.output.contains(name))
    }
  }
}
