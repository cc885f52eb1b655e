import Foundation
import TestSupport
import Testing

/// What `luahost dev` does on a save.
@Suite(.timeLimit(.minutes(5)))
struct DevSaveTests {
  private static let first = "! 1 violation (1 high) · 4 tasks ran"

  @Test(arguments: WayOfSaving.allCases) func runsWhatASaveTouches(_ way: WayOfSaving) async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      let text = DevFixture.task("hosts", "return { data = { hosts = { \"a\", \"b\" } } }")
      try way.save(text, to: session.path("collectors/hosts.lua"))
      try await session.terminal.expect("saved collectors/hosts.lua\n")
      try await session.terminal.expect("~ HIGH     judge  2 hosts  was: 1 hosts")
      try await session.terminal.expect("+ hosts  data.hosts[2]  \"b\"")
      try await session.terminal.expect("! 1 violation (1 high) · 2 tasks ran, 2 kept · ")
      try await session.terminal.expect(" after the save")
      // What was kept is what it was: its id is another in each run.
      #expect(!session.terminal.shown.contains("~ users"))
    }
  }

  @Test func tellsWhatAppearedAndWent() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      try session.save(DevFixture.task("judge", "return { data = {}, message = \"fine\" }"), to: "insights/judge.lua")
      try await session.terminal.expect("- HIGH     judge  1 hosts")
      try await session.terminal.expect("✓ no violations · 1 task ran, 3 kept")
      try session.save(DevFixture.task("judge", "error(\"no\")"), to: "insights/judge.lua")
      try await session.terminal.expect("✗ judge fails now")
      try await session.terminal.expect("1 failed")
      try session.save(DevFixture.files["integrations/sample/insights/judge.lua"] ?? "", to: "insights/judge.lua")
      try await session.terminal.expect("✓ judge works again")
      try await session.terminal.expect("+ HIGH     judge  1 hosts")
    }
  }

  @Test func seesTasksThatComeGoAndAreRenamed() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      try session.save(DevFixture.task("extra", "return { data = {} }"), to: "insights/extra.lua")
      try await session.terminal.expect("+ extra is new")
      try await session.terminal.expect("1 task ran, 4 kept")
      try session.save(DevFixture.task("more", "return { data = {} }"), to: "insights/extra.lua")
      try await session.terminal.expect("+ more is new")
      try await session.terminal.expect("- extra is gone")
      try session.remove("insights/extra.lua")
      try await session.terminal.expect("- more is gone")
      try await session.terminal.expect("0 tasks ran, 4 kept")
    }
  }

  @Test(arguments: [
    ("entry.lua", "return runner { name = \"sample\", stage_one = function() end }", ": all tasks run"),
    ("lib/new.lua", "return 1", ": all tasks run"),
    ("controls.json", "{\"CIS\": {\"1.1\": [\"judge\"]}}", "controls.json changed, all tasks run"),
    (
      "integrations.json",
      "[{\"name\": \"sample\", \"title\": \"S\", \"schema\": {\"properties\": {\"n\": {\"default\": 7}}}}]",
      "the config changed, all tasks run"
    ),
  ])
  func runsAllWhenSomethingSharedChanges(_ file: String, _ text: String, _ reason: String) async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      let isOutside = file.hasSuffix(".json")
      try session.folder.write([isOutside ? file : "integrations/sample/\(file)": text])
      try await session.terminal.expect(reason)
      try await session.terminal.expect("4 tasks ran")
    }
  }

  @Test func readsAConfigFileAnew() async throws {
    var files = DevFixture.files
    files["dev.yaml"] = "name: one\n"
    files["integrations/sample/insights/report.lua"] = DevFixture.task(
      "report", "return { data = { n = ctx.config.name } }")
    try await DevFixture.with(files, ["--config", "dev.yaml"]) { session in
      try await session.terminal.expect(Self.first)
      try session.save("name: two\n", to: "dev.yaml")
      try await session.terminal.expect("the config changed, all tasks run")
      try await session.terminal.expect("~ report  data.n  \"one\" → \"two\"")
    }
  }

  @Test func takesNoNoticeOfWhatChangesNothing() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      try session.save(DevFixture.files["integrations/sample/insights/judge.lua"] ?? "", to: "insights/judge.lua")
      try session.save("notes", to: "README.md")
      try session.save("notes", to: ".judge.lua.swp")
      try session.save(DevFixture.task("report", "return { data = {} }"), to: "insights/report.lua")
      try await session.terminal.expect("after the save")
      let saves = session.terminal.shown.split(separator: "\n").filter { $0.contains(" saved ") }
      #expect(saves.count == 1)
      #expect(saves.first?.hasSuffix("saved insights/report.lua") == true)
    }
  }

  @Test func tellsNewFindingsOfTheChecks() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      try session.save(DevFixture.task("report", "local idle = 1\n    return { data = {} }"), to: "insights/report.lua")
      try await session.terminal.expect("after the save")
      try await session.terminal.expect("insights/report.lua:3:11: warning [unused-local]")
    }
  }

  @Test func runsOnlyTheTasksThatWereAskedFor() async throws {
    try await DevFixture.with(DevFixture.files, ["--tasks", "judge"]) { session in
      try await session.terminal.expect("2 tasks ran")
      try session.save(DevFixture.task("users", "return { data = {} }"), to: "collectors/users.lua")
      try await session.terminal.expect("0 tasks ran, 2 kept")
      try session.save(DevFixture.task("hosts", "return { data = { hosts = {} } }"), to: "collectors/hosts.lua")
      try await session.terminal.expect("2 tasks ran")
    }
  }

  @Test func findsTheIntegrationAgainWhenItsFolderComesBack() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      let (here, away) = (session.folder.appending(path: "integrations"), session.folder.appending(path: "gone"))
      try FileManager.default.moveItem(at: here, to: away)
      try await session.terminal.expect("The integration has no entry.lua.")
      try FileManager.default.moveItem(at: away, to: here)
      try await session.terminal.expect("0 tasks ran, 4 kept")
      try session.save(DevFixture.task("report", "return { data = { n = 5 } }"), to: "insights/report.lua")
      try await session.terminal.expect("+ report  data.n  5")
    }
  }

  @Test func keepsTheLastResultAndStaysOutOfGit() async throws {
    try await DevFixture.with { session in
      try await session.terminal.expect(Self.first)
      session.terminal.send("q")
      #expect(try await session.terminal.wait() == 0)
      let working = session.folder.appending(path: "integrations/sample/.luahost")
      #expect(try String(contentsOf: working.appending(path: ".gitignore"), encoding: .utf8) == "*\n")
      let result = try JSONSerialization.jsonObject(with: Data(contentsOf: working.appending(path: "last/result.json")))
      #expect((result as? [String: Any])?["status"] as? String == "done")
    }
  }
}
