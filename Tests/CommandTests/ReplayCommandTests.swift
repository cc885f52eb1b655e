import Foundation
import TestSupport
import Testing

/// `luahost run --record` and `--replay`, as a user runs them.
@Suite(.timeLimit(.minutes(2)))
struct ReplayCommandTests {
  private static let schema = """
    { "type": "object", "properties": { "base": { "type": "string" },
      "token": { "type": "string", "format": "password" } } }
    """

  private static let collector = """
    task { name = "fetch", title = "Fetch", run = function(ctx)
      local base = ctx.config.get("base")
      local first = http.get(base .. "/item?page=1", { auth = { bearer = ctx.config.get("token") } })
      local second = http.get(base .. "/echo/" .. ctx.config.get("token"))
      local ok, failure = pcall(http.get, base .. "/moved", { redirects = 0 })
      ctx.add_log(first.status .. " " .. second.status)
      return { data = {
        item = first:json(), echo = second.body, cookie = first.headers["set-cookie"], ok = ok,
        location = ok and failure.headers.location,
      } }
    end }
    """

  private static let insight = """
    task { name = "judge", title = "Judge", type = "insight", depends_on = { "fetch" }, run = function(ctx)
      return { data = {}, violation = ctx.get_data("fetch").item.open, message = "open" }
    end }
    """

  private static let secret = "s3cr3t-0123456789-of-the-config"

  private func server(port: UInt16) -> String {
    """
      server {
        listen 127.0.0.1:\(port);
        location /item { default_type application/json; add_header Set-Cookie "sid=c00kie-0123456789abc; Secure";
          return 200 '{"open":true,"access_token":"t0ken-0123456789abcdef"}'; }
        location /echo { return 200 '$uri'; }
        location /moved { return 301 /item; }
      }
    """
  }

  private func arguments(_ base: String, _ options: [String]) -> [String] {
    ["run", "integrations/sample", "-c", "base=\(base)", "-c", "token=\(Self.secret)", "--format", "json"] + options
  }

  private func withFixture(_ body: (URL) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(
        Fixture(
          schema: Self.schema, ["collectors/fetch.lua": Self.collector, "insights/judge.lua": Self.insight]
        ).files)
      try await body(folder)
    }
  }

  @Test func replaysWhatItRecordedWithTheServerGone() async throws {
    try await withFixture { folder in
      let socket = try ListeningSocket()
      let base = "http://127.0.0.1:\(socket.port)"
      let recorded = try await NginxServer.with(
        folder: folder.appending(path: "nginx").made(), sockets: [socket], servers: server(port: socket.port)
      ) {
        try await Luahost.run(arguments(base, ["--record", "tests/recordings"]), in: folder)
      }
      #expect(recorded.code == 0, "\(recorded.errors)")
      #expect(recorded.errors.contains("recorded 3 exchanges in tests/recordings"))

      let replayed = try await Luahost.run(arguments(base, ["--replay", "tests/recordings"]), in: folder)
      #expect(replayed.code == 0, "\(replayed.errors)")
      // What was secret in the answers is masked in the recordings, and so in what a script makes of them.
      let known = ["t0ken-0123456789abcdef", "c00kie-0123456789abc"].reduce(recorded.output) {
        $0.replacingOccurrences(of: $1, with: "••••")
      }
      #expect(replayed.output.withoutTimes == known.withoutTimes)
      try expectNoSecret(in: folder.appending(path: "tests"))
    }
  }

  private func expectNoSecret(in folder: URL) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.hasSuffix(".http") }.count == 3)
    for name in names {
      guard let data = FileManager.default.contents(atPath: "\(folder.path)/\(name)") else { continue }
      let text = name + String(decoding: data, as: UTF8.self)
      for secret in [Self.secret, "t0ken", "c00kie"] { #expect(!text.contains(secret), "\(name) shows \(secret)") }
    }
  }

  @Test func saysWhatIsNotRecordedEvenWhereTheScriptGoesOn() async throws {
    try await withFixture { folder in
      try folder.write([
        "r/a.http": "# luahost recording 1\n> GET http://a/item?page=2\n< 200\n",
        "integrations/sample/collectors/fetch.lua": """
        task { name = "fetch", title = "F", run = function()
          local ok, failure = pcall(http.get, "http://a/item?page=3")
          return { data = { kind = failure.kind, item = { open = false } } }
        end }
        """,
      ])
      let outcome = try await Luahost.run(arguments("x", ["--replay", "r", "--verbose"]), in: folder)
      #expect(outcome.errors.contains("recordings that nobody asked for: a.http"))
      #expect(outcome.code == 1)
      #expect(outcome.output.contains(#""kind": "unrecorded""#))
      #expect(outcome.errors.contains("not recorded: GET http://a/item?page=3"))
      #expect(outcome.errors.contains("The nearest is a.http: its query has page=2, here page=3."))
      #expect(outcome.errors.contains("--record r"))
      #expect(!outcome.errors.contains(Self.secret))
    }
  }

  @Test(arguments: [
    (["--record", "a", "--replay", "b"], 64, "not both"), (["--replay", "none"], 66, "no folder 'none'"),
    (["--replay", "empty"], 65, "holds no recordings"), (["--replay", "bad"], 65, "bad/x.http:2"),
    (["--record", "mixed"], 64, "holds 'notes.txt'"), (["--record", ""], 64, "takes a folder"),
  ])
  func refusesFoldersThatAreNotWhatTheyShouldBe(options: [String], code: Int32, message: String) async throws {
    try await withFixture { folder in
      try folder.write([
        "empty/notes.txt": "x", "mixed/notes.txt": "x", "bad/x.http": "# luahost recording 1\nGET http://a/\n",
      ])
      let outcome = try await Luahost.run(arguments("http://a", options), in: folder)
      #expect(outcome.code == code, "\(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }

  /// The server asked for long pauses when this was recorded; the replay takes no longer than the tests may.
  @Test func doesNotWaitBetweenTries() async throws {
    try await withFixture { folder in
      let busy = "# luahost recording 1\n> GET http://a/\n< 503\n< retry-after: 100\n"
      try folder.write([
        "r/x-1.http": busy, "r/x-2.http": busy, "r/x-3.http": "# luahost recording 1\n> GET http://a/\n< 200\n\nok\n",
        "integrations/sample/collectors/fetch.lua": """
        task { name = "fetch", title = "F", run = function()
          local res = http.get("http://a/", { retry = 3 })
          return { data = { status = res.status, body = res.body, item = { open = false } } }
        end }
        """,
      ])
      let outcome = try await Luahost.run(arguments("x", ["--replay", "r"]), in: folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.contains(#""body": "ok""#))
    }
  }

  /// The run is ended while a request is under way: the socket has a connection that nobody answers.
  @Test(arguments: [(SIGINT, Int32(130)), (SIGKILL, Int32(128 + SIGKILL))])
  func keepsTheOldRecordingsWhenTheRunIsEnded(signal: Int32, code: Int32) async throws {
    try await withFixture { folder in
      let old = "# luahost recording 1\n> GET http://a/\n< 200\n"
      try folder.write(["r/old.http": old])
      let socket = try ListeningSocket()
      let child = try ChildProcess(
        Luahost.path(), arguments("http://127.0.0.1:\(socket.port)", ["--record", "r"]),
        environment: ["PATH": "/usr/bin:/bin"], directory: folder, output: folder.create("output"),
        errors: folder.create("errors"))
      let connection = await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: accept(socket.descriptor, nil, nil)) }
      }
      child.send(signal: signal)
      #expect(await child.wait() == code)
      close(connection)
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: "r").path)
      #expect(names == ["old.http"])
      #expect(try String(contentsOf: folder.appending(path: "r/old.http"), encoding: .utf8) == old)
      let errors = try String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
      #expect(errors.contains("r is as it was") == (signal == SIGINT))
    }
  }

  @Test func completesFolders() async throws {
    let script = try await Luahost.run(["--generate-completion-script", "fish"])
    #expect(script.code == 0)
    for option in ["record", "replay"] {
      #expect(script.output.split(separator: "\n").contains { $0.contains(option) && $0.contains("directories") })
    }
  }
}

extension URL {
  /// The folder, made.
  fileprivate func made() throws -> URL {
    try FileManager.default.createDirectory(at: self, withIntermediateDirectories: true)
    return self
  }
}
