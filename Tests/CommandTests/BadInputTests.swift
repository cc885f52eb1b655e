import Foundation
import TestSupport
import Testing

/// What a user sees when something is wrong: the exit code, and where to look.
@Suite(.timeLimit(.minutes(2)))
struct BadInputTests {
  @Test(arguments: BadInput.refused)
  func refusesBeforeAnythingRuns(_ input: BadInput) async throws {
    let outcome = try await run(input)
    #expect(outcome.code == input.code)
    expect(input.says, in: outcome.errors)
    #expect(outcome.output == "", "talk belongs on standard error")
  }

  @Test(arguments: BadInput.failing)
  func failsAndSaysWhere(_ input: BadInput) async throws {
    let outcome = try await run(input)
    #expect(outcome.code == input.code)
    expect(input.says, in: outcome.output + outcome.errors)
  }

  /// No frame of the host, no Lua internals.
  @Test(arguments: BadInput.refused + BadInput.failing)
  func showsAuthorsFramesOnly(_ input: BadInput) async throws {
    let outcome = try await run(input)
    for word in ["[C]", "C-call", ".swift", "Fatal error", "attempt to yield"] {
      #expect(!(outcome.output + outcome.errors).contains(word))
    }
  }

  @Test func knowsNoSuchIntegration() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(Fixture().files)
      let outcome = try await Luahost.run(["run", "integrations/smaple"], in: folder)
      #expect(outcome.code == 66)
      expect(["integrations/smaple", "sample"], in: outcome.errors)
    }
  }

  @Test func refusesUnknownOption() async throws {
    let outcome = try await Fixture().run("--bogus")
    #expect(outcome.code == 64)
  }

  @Test func tellsRefusedConnectionByKind() async throws {
    let closed = try ListeningSocket(listening: false)
    let url = "http://127.0.0.1:\(closed.port)/"
    let fixture = Fixture([
      "collectors/a.lua": """
      task {
        name = "a", title = "Catches",
        run = function(ctx)
          local ok, failure = pcall(http.get, "\(url)")
          return { data = { ok = ok, kind = failure.kind, url = failure.url }, message = tostring(failure) }
        end,
      }
      task {
        name = "b", title = "Does not",
        run = function(ctx) http.get("\(url)") end,
      }
      """
    ])
    let outcome = try await fixture.run("--format", "json")
    #expect(outcome.code == 1)
    let caught = try outcome.data(of: "a")
    #expect(caught["kind"] as? String == "refused")
    #expect(caught["url"] as? String == url)
    let failed = try outcome.task("b")
    #expect(failed["success"] as? Bool == false)
    expect([url, "refused", "collectors/a.lua:10"], in: "\(failed)")
  }

  private func run(_ input: BadInput) async throws -> Luahost.Outcome {
    try await withTemporaryDirectory { folder in
      try folder.write(input.fixture.files)
      return try await Luahost.run(["run", "integrations/sample"] + input.arguments, in: folder)
    }
  }

  private func expect(_ parts: [String], in text: String) {
    for part in parts { #expect(text.contains(part), "\(part) is missing in:\n\(text)") }
  }
}
