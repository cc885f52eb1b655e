import Foundation
import TestSupport
import Testing

/// Keys, signals, and a session without a terminal.
@Suite(.timeLimit(.minutes(5)))
struct DevTerminalTests {
  private static let first = "! 1 violation (1 high) · 4 tasks ran"

  @Test func listsItsKeys() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect("? lists the keys")
      try await session.terminal.expect(Self.first)
      session.terminal.send("?")
      try await session.terminal.expect("run all again, HTTP live")
    }
  }

  @Test func runsAllAgainWhenAsked() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      for key in ["\n", "r"] {
        session.terminal.send(key)
        try await session.terminal.expect("✓ hosts")
        try await session.terminal.expect("~ users  data.id")
        try await session.terminal.expect(Self.first)
      }
    }
  }

  @Test func showsFailuresAndViolationsOnly() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      session.terminal.send("f")
      try await session.terminal.expect("Only failures and violations are shown.\n  ! judge")
      session.terminal.send("\n")
      try await session.terminal.expect(Self.first)
      let shown = session.terminal.shown
      #expect(shown.components(separatedBy: "✓ hosts").count == 2)
      session.terminal.send("f")
      try await session.terminal.expect("Everything is shown.")
      try await session.terminal.expect("✓ hosts")
    }
  }

  @Test(arguments: ["q", "\u{3}", "\u{4}"]) func endsByKey(_ key: String) async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      #expect(!session.terminal.echoes)
      session.terminal.send(key)
      #expect(try await session.terminal.wait() == 0)
      #expect(session.terminal.echoes)
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT]) func givesTheTerminalBackWhenItIsEnded(_ signal: Int32) async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      #expect(!session.terminal.echoes)
      session.terminal.send(signal: signal)
      #expect(try await session.terminal.wait() == (signal == SIGINT ? 0 : 128 + signal))
      #expect(session.terminal.echoes)
    }
  }

  /// What the user was asked at the start is not asked again.
  @Test func remembersWhatItAskedFor() async throws {
    func catalogue(_ title: String) -> String {
      """
      [{"name": "sample", "title": "S", "schema": {"required": ["name"], "properties": {
        "name": {"type": "string", "title": "\(title)"}, "more": {"default": "\(title)"}}}}]
      """
    }
    var files = DevFixture.files
    files["integrations.json"] = catalogue("Who")
    files["integrations/sample/insights/report.lua"] = DevFixture.task(
      "report", "return { data = { text = ctx.config.name .. ctx.config.more } }")
    try await DevFixture.with(files) { session in
      try await session.terminal.answer("Who: ", "me")
      try await session.terminal.expect(Self.first)
      try session.save(catalogue("You"), to: "integrations.json")
      try await session.terminal.expect("~ report  data.text  \"meWho\" → \"meYou\"")
    }
  }

  @Test func givesTheTerminalBackWhileItIsStopped() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      session.terminal.send("\u{1A}")
      while !session.terminal.echoes { try await Task.sleep(for: .milliseconds(5)) }
      session.terminal.send(signal: SIGCONT)
      while session.terminal.echoes { try await Task.sleep(for: .milliseconds(5)) }
      session.terminal.send("?")
      try await session.terminal.expect("run all again, HTTP live")
    }
  }

  @Test func endsWhileAScriptComputes() async throws {
    var files = DevFixture.files
    files["integrations/sample/collectors/busy.lua"] = DevFixture.task("busy", "while true do end")
    try await DevFixture.with(files) { session in
      try await session.terminal.expect("busy")
      session.terminal.send(signal: SIGTERM)
      #expect(try await session.terminal.wait() == 143)
      #expect(session.terminal.echoes)
    }
  }

  @Test(arguments: [
    (["dev", "integrations/nothing"], 66), (["dev", "integrations/sample", "--config", "-"], 64),
    (["dev", "integrations/sample", "--config", "none.yaml"], 66), (["dev", "integrations/sample", "--offline"], 66),
  ])
  func refusesWhatCannotBegin(_ arguments: [String], _ code: Int) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(DevFixture.files)
      let outcome = try await Luahost.run(arguments, in: folder)
      #expect(outcome.code == Int32(code))
      #expect(!outcome.errors.isEmpty)
    }
  }

  /// Through a pipe: plain lines, no control characters, and an end by SIGTERM.
  @Test func printsPlainLinesWithoutATerminal() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(DevFixture.files)
      let child = try CapturedDev(in: folder)
      try await child.expect(Self.first)
      try folder.write(["integrations/sample/insights/report.lua": DevFixture.task("report", "return { data = {} }")])
      try await child.expect("after the save\n")
      child.process.send(signal: SIGTERM)
      #expect(await child.process.wait() == 143)
      let shown = try child.shown()
      #expect(!shown.contains("\u{1B}"))
      #expect(!shown.contains("keys"))
    }
  }
}

/// `luahost dev` with its output in a file.
private struct CapturedDev {
  let process: ChildProcess
  private let output: URL

  init(in folder: URL) throws {
    output = folder.appending(path: "output")
    let file = try folder.create("output")
    process = try ChildProcess(
      Luahost.path(), ["dev", "integrations/sample"], environment: [:], directory: folder, output: file, errors: file)
  }

  func shown() throws -> String { try String(contentsOf: output, encoding: .utf8) }

  func expect(_ text: String) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !shown().contains(text) {
      guard ContinuousClock.now < deadline else { throw TestSupportError("\(text) does not come:\n\(try shown())") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
