import Foundation
import TestSupport
import Testing

/// Saves that cannot be run.
@Suite(.timeLimit(.minutes(5)))
struct DevBrokenSaveTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var file: String
    var text: String
    /// What the screen shows of it.
    var shown: [String]
  }

  private static let cases = [
    Case(
      testDescription: "syntax", file: "insights/report.lua", text: "task {\n  name = \"report\",\n  title = = 1 }\n",
      shown: ["integrations/sample/insights/report.lua:3: ", "title = = 1"]),
    Case(
      testDescription: "an error while it is loaded", file: "entry.lua", text: "local t = nil\nreturn t.x\n",
      shown: ["integrations/sample/entry.lua:2: ", "return t.x"]),
    Case(
      testDescription: "a wrong declaration", file: "insights/report.lua",
      text: "task { name = \"report\", titel = \"x\" }\n",
      shown: ["integrations/sample/insights/report.lua:1: ", "did you mean 'title'?", "titel = \"x\""]),
    Case(
      testDescription: "a cycle", file: "insights/judge.lua",
      text: DevFixture.task("judge", fields: "depends_on = { \"two\" },", "return { data = {} }")
        + DevFixture.task("two", fields: "depends_on = { \"judge\" },", "return { data = {} }"),
      shown: ["integrations/sample/insights/judge.lua:1: ", "judge → two → judge", "depends_on = { \"two\" }"]),
    Case(
      testDescription: "a broken catalogue", file: "integrations.json", text: "[\n  {\"name\": \"sample\",, }\n]",
      shown: ["integrations.json:2: ", "not JSON", "{\"name\": \"sample\",, }"]),
    Case(
      testDescription: "a broken schema", file: "integrations.json",
      text: #"[{"name": "sample", "title": "S", "schema": {"type": "strin"}}]"#,
      shown: ["integrations.json: ", "schema of 'sample' is wrong"]),
    Case(
      testDescription: "a config that does not fit", file: "dev.yaml", text: "name: 7\n",
      shown: ["does not fit its schema", "name: “name” must be a string"]),
    Case(
      testDescription: "a broken config", file: "dev.yaml", text: "name: ok\nother: ]\n",
      shown: ["dev.yaml:2: ", "not YAML", "other: ]"]),
  ]

  private static var files: [String: String] {
    var files = DevFixture.files
    files["integrations.json"] =
      #"[{"name": "sample", "title": "S", "schema": {"properties": {"name": {"type": "string"}}}}]"#
    files["dev.yaml"] = "name: ok\n"
    return files
  }

  @Test(arguments: cases) func keepsTheLastGoodResult(_ example: Case) async throws {
    try await DevFixture.with(Self.files, ["--config", "dev.yaml"]) { session in
      try await session.terminal.expect("4 tasks ran")
      let name = example.file.contains(".lua") ? "integrations/sample/\(example.file)" : example.file
      let good = try String(contentsOf: session.folder.appending(path: name), encoding: .utf8)
      try session.save(example.text, to: example.file)
      try await session.terminal.expect("saved ")
      for text in example.shown { try await session.terminal.expect(text) }
      try await session.terminal.expect("the last good result stands (1 violation)")
      try session.save(good, to: example.file)
      try await session.terminal.expect("0 tasks ran, 4 kept · ")
      try await session.terminal.expect("after the save")
    }
  }

  /// What was saved while something else was broken is not forgotten.
  @Test func runsAllThatWasSavedMeanwhile() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect("4 tasks ran")
      try session.save("task {", to: "insights/judge.lua")
      try await session.terminal.expect("the last good result stands")
      try session.save(DevFixture.task("users", "return { data = { count = 5 } }"), to: "collectors/users.lua")
      try await session.terminal.expect("the last good result stands")
      try session.save(DevFixture.task("judge", "return { data = {} }"), to: "insights/judge.lua")
      try await session.terminal.expect("~ report  data.users  1 → 5")
      try await session.terminal.expect("3 tasks ran, 1 kept")
    }
  }

  @Test func waitsForTheFirstGoodSave() async throws {
    var files = DevFixture.files
    files["integrations/sample/entry.lua"] = "return runner {"
    try await DevFixture.with(files) { session in
      try await session.terminal.expect("integrations/sample/entry.lua:1: ")
      try await session.terminal.expect("waiting for a save that mends it")
      try session.save("return runner { name = \"sample\" }", to: "entry.lua")
      try await session.terminal.expect("4 tasks ran")
    }
  }

  @Test func goesOnAfterAFailureOfStageOne() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect("4 tasks ran")
      try session.save(
        "return runner { name = \"sample\", stage_one = function()\n  error(\"no login\")\nend }", to: "entry.lua")
      try await session.terminal.expect("entry.lua:2: no login")
      try await session.terminal.expect("the last good result stands")
      try session.save("return runner { name = \"sample\" }", to: "entry.lua")
      try await session.terminal.expect("4 tasks ran")
    }
  }

  /// A save ends the loading of a file that goes on for ever.
  @Test func givesUpAFileThatNeverEnds() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect("4 tasks ran")
      try session.save("while true do end", to: "entry.lua")
      try await session.terminal.expect("saved entry.lua")
      try session.save("return runner { name = \"sample\" }", to: "entry.lua")
      // Nothing ran, or all where the second save came before the first was read.
      try await session.terminal.expect("after the save")
      #expect(!session.terminal.shown.contains("took longer"))
    }
  }
}
