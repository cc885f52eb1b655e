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
    let tasks = try outcome.tasks()
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

  @Test func showsTheLineThatFailedWithItsValues() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write([
        "integrations.json": #"[{ "name": "sample", "schema": {} }]"#,
        "integrations/sample/entry.lua": #"return runner { name = "sample" }"#,
        "integrations/sample/collectors/a.lua": """
        task { name = "a", title = "A", run = function(ctx)
          local user = { name = "n" }
          return { data = {}, message = "user " .. user.email }
        end }
        """,
      ])
      let outcome = try await Luahost.run(["run", "integrations/sample"], in: folder)
      #expect(outcome.code == 1)
      let page = """
              integrations/sample/collectors/a.lua:3: attempt to concatenate a nil value (field 'email')
                3 |   return { data = {}, message = "user " .. user.email }
                  |                                                 ^^^^^
                user = { name = "n" }
                fix: Where user.email may be missing, write (user.email or "").
        """
      #expect((outcome.output + outcome.errors).contains(page))
    }
  }

  @Test func showsTheLineThatDoesNotLoad() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write([
        "integrations.json": #"[{ "name": "sample", "schema": {} }]"#,
        "integrations/sample/entry.lua": "return runner { name = \"sample\" }\n",
        "integrations/sample/collectors/a.lua": "local settings = nil\nlocal page = settings.page\n",
      ])
      let outcome = try await Luahost.run(["run", "integrations/sample"], in: folder)
      #expect(outcome.code == 65)
      let page = """
        error: integrations/sample/collectors/a.lua:2: attempt to index a nil value (local 'settings').
          2 | local page = settings.page
            |              ^^^^^^^^
          hint: settings is nil. Where it may be missing, write (settings or {}), or test it first.
        """
      #expect(outcome.errors.contains(page))
    }
  }
}
