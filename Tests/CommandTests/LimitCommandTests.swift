import TestSupport
import Testing

/// Limits and reports as a user meets them: `--limit`, `limits` of the catalogue, Ctrl-\.
@Suite(.timeLimit(.minutes(2)))
struct LimitCommandTests {
  private static let endless = Fixture([
    "collectors/a.lua": """
    task { name = "waits", title = "Waits", run = function(ctx)
      sleep(600)
    end }
    task { name = "spins", title = "Spins", order = 50, run = function(ctx)
      while true do end
    end }
    """
  ])

  @Test func takesLimitsOnTheCommandLine() async throws {
    let outcome = try await Self.endless.run("--limit", "cpu_slice=0.1", "--tasks", "spins")
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("sample/collectors/a.lua:5: the script computed for too long"))
    #expect(outcome.output.contains("or --limit cpu_slice=0.2"))
  }

  @Test(arguments: ["memry=5", "memory", "memory=0", "tasks=1.5", "cpu=x"])
  func refusesALimitThatIsNone(argument: String) async throws {
    let outcome = try await Self.endless.run("--limit", argument)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains(argument))
  }

  @Test func takesLimitsFromTheCatalogue() async throws {
    var fixture = Self.endless
    fixture.files["integrations.json"] = #"[{ "name": "sample", "schema": {}, "limits": { "cpu_slice": 0.1 } }]"#
    let outcome = try await fixture.run("--tasks", "spins")
    #expect(outcome.output.contains("(limit cpu_slice: 0.1 s)"))
  }

  /// Twice: while a script computes, and while all wait.
  @Test func tellsWhatItDoesOnControlBackslash() async throws {
    try await TerminalSession.with(["run", "integrations/sample", "--limit", "cpu_slice=3"], Self.endless.files) {
      terminal, _ in
      try await terminal.expect("spins")
      terminal.send("\u{1C}")
      try await terminal.expect("sample after")
      try await terminal.expect("spins: in progress")
      try await terminal.expect("sample/collectors/a.lua:5")
      try await terminal.expect("waits: queued")
      try await terminal.expect("computed for too long")
      terminal.send("\u{1C}")
      try await terminal.expect("waits: in progress")
      try await terminal.expect("waits for sleep(600)")
      try await terminal.expect("sample/collectors/a.lua:2")
      terminal.send("\u{3}")
      #expect(try await terminal.wait() == 130)
    }
  }
}
