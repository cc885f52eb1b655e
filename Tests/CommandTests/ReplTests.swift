import Foundation
import TestSupport
import Testing

/// `luahost repl`, through a pipe and on a terminal.
@Suite(.timeLimit(.minutes(5)))
struct ReplTests {
  private static let files = Fixture(
    schema: #"{"type": "object", "properties": {"token": {"type": "string", "format": "password"}}}"#,
    [
      "entry.lua": #"return runner { name = "sample", stage_one = function(ctx) return { host = "h" } end }"#,
      "lib/double.lua": "return function(n) return 2 * n end",
      "collectors/list.lua": """
      task { name = "list", title = "List", run = function(ctx)
        return { data = { items = { { id = 1 }, { id = 2 } } } }
      end }
      """,
    ]
  ).files

  private func answers(
    to lines: String..., arguments: [String] = [], files: [String: String] = ReplTests.files, after: [String]? = nil
  ) async throws -> Luahost.Outcome {
    try await withTemporaryDirectory { folder in
      try folder.write(files)
      if let after {
        try folder.write(["integrations/sample/.luahost/keep": ""])
        #expect(try await Luahost.run(after, in: folder).code == 0)
      }
      return try await Luahost.run(
        ["repl", "integrations/sample"] + arguments, in: folder, input: lines.joined(separator: "\n") + "\n")
    }
  }

  @Test func showsValuesOfExpressions() async throws {
    let outcome = try await answers(
      to: "1 + 1", "\"a\"", "nil", "{ b = { 1, 2 }, a = json.null }", "1, 2", "ctx.base(\"host\")",
      "string.rep(\"x\\n\", 2)")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "2\n\"a\"\nnil\n{ a = json.null, b = [ 1, 2 ] }\n1\n2\n\"h\"\nx\nx\n\n")
  }

  @Test func keepsVariables() async throws {
    let outcome = try await answers(
      to: "local n = 20", "n + 1", "_ * 2", "local function f(x) return x + n end", "f(1)", "a, b = 3, 4", "b")
    #expect(outcome.output == "21\n42\n21\n4\n")
  }

  @Test func takesChunksOfSeveralLines() async throws {
    let outcome = try await answers(to: "for i = 1, 2 do", "  print(i)", "end", "{", "  1", "}")
    #expect(outcome.output == "1\n2\n[ 1 ]\n")
  }

  @Test func findsModulesAndTheStandardLibrary() async throws {
    let outcome = try await answers(
      to: "require(\"lib.double\")(4)", "text.trim(\" x \")", "cidr.contains(\"10.0.0.0/8\", \"10.1.2.3\")")
    #expect(outcome.output == "8\n\"x\"\ntrue\n", "\(outcome.errors)")
  }

  @Test func goesOnAfterAnErrorAndSaysWhatToDo() async throws {
    let outcome = try await answers(to: "local user = {}", "user.name.first", "x = = 2", "2")
    #expect(outcome.code == 1)
    #expect(outcome.output == "2\n")
    for part in [
      "attempt to index a nil value (field 'name')", "  1 | user.name.first", "fix: user.name is nil", "near '='",
    ] {
      #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }
  }

  @Test func hasTheDataOfTheLastRun() async throws {
    let lines = "#ctx.get_data(\"list\").items"
    #expect(try await answers(to: lines).errors.contains("attempt to get length of a nil value"))
    let outcome = try await answers(to: lines, after: ["run", "integrations/sample"])
    #expect(outcome.output == "2\n", "\(outcome.errors)")
  }

  @Test func runsTasksWhenAsked() async throws {
    let outcome = try await answers(to: ":run list", "ctx.get_data(\"list\").items[2].id", ":run nope", ":what")
    #expect(outcome.output == "2\n")
    for part in ["✓ list", "There is no task 'nope'", "There is no :what"] { #expect(outcome.errors.contains(part)) }
  }

  @Test func opensWhereStageOneFails() async throws {
    var files = Self.files
    files["integrations/sample/entry.lua"] =
      #"return runner { name = "sample", stage_one = function() error("no login") end }"#
    let outcome = try await answers(to: "ctx.base(\"host\")", files: files)
    #expect(outcome.output == "nil\n")
    #expect(outcome.errors.contains("no login"))
    #expect(outcome.errors.contains("ctx.base is empty"))
  }

  @Test func masksSecrets() async throws {
    let outcome = try await answers(
      to: "ctx.config.token", "error(ctx.config.token)", arguments: ["-c", "token=hush-hush"])
    #expect(!(outcome.output + outcome.errors).contains("hush-hush"))
    #expect(outcome.output == "\"••••\"\n")
  }

  @Test func endsLoopsOnCtrlC() async throws {
    try await TerminalSession.with(["repl", "integrations/sample"], Self.files) { terminal, _ in
      try await terminal.answer("> ", "print(\"begun\") while true do end")
      try await terminal.expect("\nbegun")
      terminal.send("\u{3}")
      try await terminal.expect("cancelled")
      try await terminal.answer("> ", "40 + 2")
      try await terminal.answer("\n42", ":quit")
      #expect(try await terminal.wait() == 0)
    }
  }

  @Test func givesTheTerminalBackWhenItIsKilled() async throws {
    try await TerminalSession.with(["repl", "integrations/sample"], Self.files) { terminal, _ in
      try await terminal.expect("> ")
      terminal.send("1 + ")
      try await terminal.expect("1 + ")
      terminal.send(signal: SIGTERM)
      #expect(try await terminal.wait() == 128 + SIGTERM)
      #expect(terminal.echoes)
    }
  }
}
