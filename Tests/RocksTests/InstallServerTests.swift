import Foundation
import TestSupport
import Testing

/// Servers behind HTTP, servers that give something else than a rock, and installs that meet.
@Suite(.timeLimit(.minutes(3)))
struct InstallServerTests {
  /// - Returns: what became of `luahost install` with LuaRocks' own files in the repository.
  private func install(_ repository: URL, _ arguments: String...) async throws -> Luahost.Outcome {
    try await Luahost.run(
      ["install", RockFixture.folder] + arguments, in: repository,
      environment: ["HOME": repository.appending(path: "home").path])
  }

  @Test func installsOverHTTPAndKeepsWhatItHasWhereTheServerIsGone() async throws {
    try await RockFixture.with("\"party\"") { folder, server in
      try server.add("greet", "1.0-1")
      try server.add("party", "1.0-1", dependencies: ["greet >= 1"])
      var url = ""
      try await RockHTTPServer.with(server.folder, in: folder) { http in
        url = http.url
        let outcome = try await install(folder, "--server", url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("installed 2 rocks: greet 1.0-1, party 1.0-1"))
        for file in ["greet", "party"] {
          #expect(try http.requests().contains("\"GET /\(file)-1.0-1.src.rock HTTP/1.1\" 200"))
        }
      }
      let offline = try await install(folder, "--server", url)
      #expect(offline.code == 0 && offline.output.contains("up to date: greet 1.0-1, party 1.0-1"))
      let update = try await install(folder, "--server", url, "--update")
      #expect(update.code == 1 && update.errors.contains("The servers cannot be read: "), "\(update.errors)")
      #expect(update.errors.contains(url))
      #expect(try await RockFixture.loadedVersion(folder) == "1.0-1")
    }
  }

  @Test func leavesTheTreeWhereTheServerGivesHalfARock() async throws {
    try await RockFixture.with("\"greet\"") { folder, server in
      try server.add("greet", "1.0-1")
      #expect(try await RockFixture.install(folder).code == 0)
      try server.add("greet", "1.1-1")
      let rock = server.folder.appending(path: "greet-1.1-1.src.rock")
      let whole = try Data(contentsOf: rock)
      try whole.prefix(whole.count / 2).write(to: rock)
      let lock = folder.appending(path: "\(RockFixture.folder)/luahost.lock")
      let before = try Data(contentsOf: lock)
      let outcome = try await RockFixture.install(folder, "--update")
      #expect(outcome.code == 65 && outcome.errors.contains("greet-1.1-1.src.rock is damaged"), "\(outcome.errors)")
      #expect(try Data(contentsOf: lock) == before)
      #expect(try await RockFixture.loadedVersion(folder) == "1.0-1")
    }
  }

  /// The first installs; the others wait, and find that nothing is left to do.
  @Test func installsThatMeetWaitForEachOther() async throws {
    try await RockFixture.with("\"greet\"") { folder, server in
      try server.add("greet", "1.0-1")
      let working = folder.appending(path: "\(RockFixture.folder)/.luahost")
      try folder.write(["\(RockFixture.folder)/.luahost/install.lock": ""])
      // An install that is at work, until this test lets go of the lock.
      let held = open(working.appending(path: "install.lock").path, O_RDWR | O_CLOEXEC)
      #expect(flock(held, LOCK_EX) == 0)
      let installs = try (1...3).map { try WaitingInstall(number: $0, in: folder) }
      for install in installs { try await install.expectToWait() }
      close(held)
      var outputs: [String] = []
      for install in installs {
        let code = await install.process.wait()
        let errors = try install.errors()
        #expect(code == 0, "\(errors)")
        outputs.append(try install.output())
      }
      #expect(outputs.count { $0.contains("installed 1 rock: greet 1.0-1") } == 1, "\(outputs)")
      #expect(outputs.count { $0.contains("up to date: greet 1.0-1") } == 2, "\(outputs)")
      #expect(try await RockFixture.loadedVersion(folder) == "1.0-1")
      let left = try FileManager.default.contentsOfDirectory(atPath: working.path).filter { $0.hasPrefix("rocks.") }
      #expect(left.count == 1, "\(left)")
    }
  }

  @Test(arguments: [
    ("integrations/sample/sample-dev-1.rockspec", "luahost install integrations/sample\n"),
    ("integrations.json", "luahost install integrations/<name>\n"),
  ])
  func saysThatAFileIsNoIntegration(path: String, advice: String) async throws {
    try await RockFixture.with("\"greet\"") { folder, _ in
      let outcome = try await Luahost.run(["install", path], in: folder)
      #expect(outcome.code == 66)
      #expect(
        outcome.errors.contains("'\(path)' is a file; luahost install takes the folder of an integration"),
        "\(outcome.errors)")
      #expect(outcome.errors.contains(advice), "\(outcome.errors)")
    }
  }
}

/// `luahost install` beside others, its output in files.
private struct WaitingInstall {
  let process: ChildProcess
  private let folder: URL
  private let number: Int

  init(number: Int, in folder: URL) throws {
    self.number = number
    self.folder = folder
    process = try ChildProcess(
      Luahost.path(), ["install", RockFixture.folder],
      environment: ProcessInfo.processInfo.environment.filter { ["PATH", "HOME"].contains($0.key) }
        .merging(["LUAHOST_ROCKS_SERVERS": "server"]) { $1 },
      directory: folder, output: folder.create("output.\(number)"), errors: folder.create("errors.\(number)"))
  }

  func output() throws -> String { try String(contentsOf: folder.appending(path: "output.\(number)"), encoding: .utf8) }
  func errors() throws -> String { try String(contentsOf: folder.appending(path: "errors.\(number)"), encoding: .utf8) }

  func expectToWait() async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !errors().contains("sample: another luahost install is at work there; waiting for its end") {
      guard ContinuousClock.now < deadline else { throw TestSupportError("the install does not wait: \(try errors())") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
