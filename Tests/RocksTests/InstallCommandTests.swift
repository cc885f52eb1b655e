import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct InstallCommandTests {
  @Test func installsWhatRocksAskForAndFollowsTheLock() async throws {
    try await RockFixture.with("\"party\"") { folder, server in
      try server.add("greet", "1.0-1")
      try server.add("party", "1.0-1", dependencies: ["greet >= 1"])
      let missing = try await Luahost.run(["run", RockFixture.folder], in: folder)
      #expect(missing.code == 1 && (missing.output + missing.errors).contains("luahost install \(RockFixture.folder)"))
      let first = try await RockFixture.install(folder)
      #expect(
        first.code == 0 && first.output.contains("installed 2 rocks: greet 1.0-1, party 1.0-1"), "\(first.errors)")
      try server.add("greet", "1.1-1")
      #expect(try await RockFixture.install(folder, "--locked").output.contains("up to date: greet 1.0-1"))
      let run = try await Luahost.run(["run", RockFixture.folder, "--format", "json"], in: folder)
      #expect(run.output.contains("\"version\": \"1.0-1\""), "\(run.output)")
      #expect(try await RockFixture.install(folder, "--update").output.contains("greet 1.1-1"))
    }
  }

  /// `luahost test` runs both integrations side by side in one process.
  @Test func givesEachIntegrationItsOwnVersion() async throws {
    try await withTemporaryDirectory { folder in
      let server = RockServerFolder(folder: folder.appending(path: "server"))
      try FileManager.default.createDirectory(at: server.folder, withIntermediateDirectories: true)
      var entries: [String] = []
      for (name, version) in [("older", "1.0-1"), ("newer", "2.0-1")] {
        try server.add("greet", version)
        entries.append(#"{"name": "\#(name)", "schema": {}}"#)
        try folder.write([
          "integrations/\(name)/entry.lua": "return runner { name = \"\(name)\" }",
          "integrations/\(name)/\(name)-dev-1.rockspec":
            "package = \"\(name)\" version = \"dev-1\" dependencies = { \"greet == \(version.dropLast(2))\" }",
          "integrations/\(name)/tests/version_test.lua": """
          it("has its own", function() expect(require("greet").version).to_be("\(version)") end)
          """,
        ])
      }
      try folder.write(["integrations.json": "[\(entries.joined(separator: ","))]"])
      let install = try await Luahost.run(["install"], in: folder, environment: ["LUAHOST_ROCKS_SERVERS": "server"])
      #expect(install.code == 0, "\(install.errors)")
      let test = try await Luahost.run(["test"], in: folder)
      #expect(test.code == 0 && test.output.contains("2 passed · 2 files"), "\(test.output)\(test.errors)")
    }
  }

  @Test func refusesAnotherFileThanTheLockedOneAndKeepsTheTree() async throws {
    try await RockFixture.with("\"greet\"") { folder, server in
      try server.add("greet", "1.0-1")
      #expect(try await RockFixture.install(folder).code == 0)
      let path = folder.appending(path: "\(RockFixture.folder)/luahost.lock")
      let lock = try String(contentsOf: path, encoding: .utf8)
      let wrong = String(repeating: "0", count: 64)
      let changed = lock.replacingOccurrences(
        of: "\"sha256\": \"[0-9a-f]{64}\"", with: "\"sha256\": \"\(wrong)\"", options: .regularExpression)
      try Data(changed.utf8).write(to: path)
      let outcome = try await RockFixture.install(folder)
      #expect(outcome.code == 65 && outcome.errors.contains("SHA-256 \(wrong), the server gives "), "\(outcome.errors)")
      let run = try await Luahost.run(["run", RockFixture.folder], in: folder)
      #expect(run.code == 0 && run.errors.contains("not those of luahost.lock"), "\(run.errors)")
    }
  }

  @Test func failsWhereNothingMayBeChosen() async throws {
    try await RockFixture.with("\"greet\"") { folder, server in
      try server.add("greet", "1.0-1")
      let missing = try await RockFixture.install(folder, "--locked")
      #expect(missing.code == 65 && missing.errors.contains("There is no luahost.lock"), "\(missing.errors)")
      #expect(try await RockFixture.install(folder).code == 0)
      try RockFixture.ask("\"greet >= 2\"", in: folder)
      let outcome = try await RockFixture.install(folder, "--locked")
      #expect(outcome.code == 65)
      #expect(
        outcome.errors.contains("the rockspec asks for greet >= 2; the lock has greet 1.0-1."), "\(outcome.errors)")
    }
  }

  @Test func tellsWhyARockCannotBeInstalled() async throws {
    try await RockFixture.with("") { folder, server in
      try server.add("greet", "1.0-1")
      try server.add("fast", "1.0-1", build: "{ type = \"builtin\", modules = { [\"fast.core\"] = { \"fast.c\" } } }")
      try server.add("uses", "1.0-1", dependencies: ["fast"])
      try server.add("maker", "1.0-1", build: "{ type = \"make\" }")
      try server.add("thief", "1.0-1", build: "{ type = \"builtin\", modules = { thief = \"../../thief.lua\" } }")
      try server.add("twin", "1.0-1", build: "{ type = \"builtin\", modules = { greet = \"twin.lua\" } }")
      try server.add("shy", "1.0-1", dependencies: ["greet < 1"])
      for (asked, text) in [
        ("\"gret\"", "Did you mean 'greet'?"), ("\"uses\"", "it builds 'fast.core' from C"),
        ("\"uses\"", "sample → uses 1.0-1"), ("\"lua-cjson\"", "json.decode"), ("\"maker\"", "of the type 'make'"),
        ("\"thief\"", "a path that leads out of it"), ("\"twin\", \"greet\"", "have a module 'greet'"),
        ("\"shy\", \"greet\"", "sample → shy 1.0-1 asks for greet < 1"),
      ] {
        try RockFixture.ask(asked, in: folder)
        let outcome = try await RockFixture.install(folder)
        #expect(outcome.code == 65 && outcome.errors.contains(text), "\(asked): \(outcome.errors)")
        let lock = folder.appending(path: "\(RockFixture.folder)/luahost.lock")
        #expect(!FileManager.default.fileExists(atPath: lock.path))
      }
    }
  }
}
