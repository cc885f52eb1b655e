import TestSupport
import Testing

/// What a shell offers after `luahost run`.
@Suite(.timeLimit(.minutes(2)))
struct CompletionTests {
  @Test(arguments: [
    ("hel", ["hello_world"]), ("integrations/hel", ["integrations/hello_world"]), ("integrations/nothing", []),
    ("nowhere/at/all", []), ("web", ["web_security"]),
  ])
  func completesIntegrations(typed: String, offers: [String]) async throws {
    // As the scripts of --generate-completion-script ask.
    let outcome = try await Luahost.run(
      ["---completion", "run", "--", "positional@0", "2", String(typed.count), "luahost", "run", typed])
    #expect(outcome.output.split(separator: "\n").map(String.init) == offers)
  }

  @Test func completesFormats() async throws {
    let outcome = try await Luahost.run(["--generate-completion-script", "bash"])
    for format in ["pretty", "json", "ndjson", "junit", "sarif", "html", "csv", "ocsf"] {
      #expect(outcome.output.contains(format))
    }
  }
}
