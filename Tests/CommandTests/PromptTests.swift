import Foundation
import TestSupport
import Testing

/// `luahost run` on a terminal asks for what is missing.
@Suite(.timeLimit(.minutes(5)))
struct PromptTests {
  private static let schema = """
    {"type": "object", "required": ["count", "token"], "properties": {
      "count": {"type": "integer", "title": "How many", "description": "Items a page.", "minimum": 1},
      "token": {"type": "string", "title": "API token", "format": "password", "minLength": 8}}}
    """

  private static let files = Fixture(
    schema: schema,
    [
      "collectors/a.lua": """
      task { name = "a", title = "A", run = function(ctx)
        return { data = { length = #ctx.config.token, count = ctx.config.count }, message = "took " .. ctx.config.token }
      end }
      """
    ]
  ).files

  @Test func asksUntilTheAnswerFits() async throws {
    try await TerminalSession.with(["run", "integrations/sample"], Self.files) { terminal, _ in
      try await terminal.expect("How many")
      try await terminal.expect("Items a page.")
      try await terminal.expect("How many: ")
      #expect(terminal.echoes)
      terminal.send("\n")
      try await terminal.expect("a value is required")
      try await terminal.answer("How many: ", "0")
      try await terminal.expect("at least 1")
      try await terminal.answer("How many: ", "3")
      try await terminal.expect("API token (hidden): ")
      #expect(!terminal.echoes)
      terminal.send("hush\n")
      try await terminal.expect("at least 8 characters")
      try await terminal.answer("API token (hidden): ", "hush-hush-hush")
      #expect(try await terminal.wait() == 0)
      #expect(!terminal.shown.contains("hush"))
      #expect(terminal.shown.contains("took ••••"))
    }
  }

  @Test func givesUpAtTheEndOfTheInput() async throws {
    try await TerminalSession.with(["run", "integrations/sample", "-c", "token=long-enough"], Self.files) {
      terminal, _ in
      try await terminal.expect("How many: ")
      terminal.send("\u{4}")
      #expect(try await terminal.wait() == 65)
      #expect(terminal.shown.contains("does not fit its schema"))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func showsAgainWhatIsTypedAfterASignal(_ signal: Int32) async throws {
    try await TerminalSession.with(["run", "integrations/sample", "-c", "count=1"], Self.files) { terminal, _ in
      try await terminal.expect("API token (hidden): ")
      #expect(!terminal.echoes)
      if signal == SIGINT { terminal.send("\u{3}") } else { terminal.send(signal: signal) }
      #expect(try await terminal.wait() == 128 + signal)
      #expect(terminal.echoes)
    }
  }

  @Test func neverAsksWithoutATerminal() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(Self.files)
      let outcome = try await Luahost.run(["run", "integrations/sample"], in: folder)
      #expect(outcome.code == 65)
      #expect(!outcome.errors.contains("How many: "))
      #expect(outcome.errors.contains("count"))
    }
  }
}
