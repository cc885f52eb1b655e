import Foundation
import TestSupport
import Testing

/// HTTP in `luahost dev`: live once, and from the recording after that.
@Suite(.timeLimit(.minutes(5)))
struct DevExchangeTests {
  private static func files(_ port: UInt16, _ paths: [String]) -> [String: String] {
    var files = DevFixture.files
    files["integrations/sample/collectors/hosts.lua"] = collector(port, paths)
    return files
  }

  private static func collector(_ port: UInt16, _ paths: [String], note: String = "") -> String {
    let list = paths.map { "\"http://127.0.0.1:\(port)\($0)\"" }.joined(separator: ", ")
    return DevFixture.task(
      "hosts",
      """
      local hosts = {}
          for _, url in ipairs({ \(list) }) do hosts[#hosts + 1] = http.get(url).body .. "\(note)" end
          return { data = { hosts = hosts } }
      """)
  }

  private static func server(_ socket: ListeningSocket) -> String {
    "server { listen 127.0.0.1:\(socket.port); location / { return 200 \"at $uri\"; } }"
  }

  @Test func replaysAndFetchesWhatIsNotRecorded() async throws {
    let socket = try ListeningSocket()
    let port = socket.port
    try await withTemporaryDirectory { folder in
      try await NginxServer.with(folder: folder, sockets: [socket], servers: Self.server(socket)) {
        try await DevFixture.with(Self.files(port, ["/a"])) { session in
          try await session.terminal.expect("4 tasks ran · 1 live")
          try session.save(Self.collector(port, ["/a", "/b"]), to: "collectors/hosts.lua")
          try await session.terminal.expect("+ hosts  data.hosts[2]  \"at /b\"")
          try await session.terminal.expect("2 tasks ran, 2 kept · 1 replayed, 1 live")
          try session.save(Self.collector(port, ["/a", "/b"], note: "!"), to: "collectors/hosts.lua")
          try await session.terminal.expect("2 tasks ran, 2 kept · 2 replayed")
          session.terminal.send("\n")
          try await session.terminal.expect("4 tasks ran · 2 replayed")
          session.terminal.send("r")
          try await session.terminal.expect("4 tasks ran · 2 live")
          session.terminal.send("h")
          try await session.terminal.expect("HTTP is live from the next run on.")
          try session.save(Self.collector(port, ["/a", "/b"]), to: "collectors/hosts.lua")
          try await session.terminal.expect("2 tasks ran, 2 kept · 2 live")
        }
      }
    }
  }

  @Test func needsNoServerAfterTheFirstRun() async throws {
    let socket = try ListeningSocket()
    let port = socket.port
    try await withTemporaryDirectory { repository in
      try repository.write(Self.files(port, ["/a"]))
      try await withTemporaryDirectory { folder in
        try await NginxServer.with(folder: folder, sockets: [socket], servers: Self.server(socket)) {
          let terminal = try TerminalSession(["dev", "integrations/sample"], in: repository)
          try await terminal.expect("4 tasks ran · 1 live")
          terminal.send("q")
          #expect(try await terminal.wait() == 0)
        }
      }
      let terminal = try TerminalSession(["dev", "integrations/sample", "--offline"], in: repository)
      try await terminal.expect("4 tasks ran · 1 replayed")
      try repository.write(["integrations/sample/collectors/hosts.lua": Self.collector(port, ["/a", "/b"])])
      try await terminal.expect("Nothing is sent with --offline")
      try await terminal.expect("1 replayed, 1 not recorded")
    }
  }

  /// What a run under way waits for is given up when a save makes it worthless.
  @Test func startsAnewWhenATaskWaitsForASlowServer() async throws {
    let silent = try ListeningSocket()
    try await DevFixture.with(Self.files(silent.port, ["/never"])) { session in
      try await session.terminal.expect("hosts")
      try session.save(DevFixture.task("hosts", "return { data = { hosts = { \"a\" } } }"), to: "collectors/hosts.lua")
      try await session.terminal.expect("saved collectors/hosts.lua")
      try await session.terminal.expect("! 1 violation (1 high)")
      #expect(!session.terminal.shown.contains("cancelled"))
    }
  }

  /// The recording on disk lacks what is secret; the session has it, for requests that are not recorded.
  @Test func keepsSecretsInMemoryAlone() async throws {
    let socket = try ListeningSocket()
    let port = socket.port
    let servers = """
      server {
        listen 127.0.0.1:\(port);
        location = /login { return 200 '{"access_token": "token-4711-abcdefgh"}'; }
        location / { if ($http_authorization != "Bearer token-4711-abcdefgh") { return 401; } return 200 "in"; }
      }
      """
    func collector(_ path: String) -> String {
      DevFixture.task(
        "hosts",
        """
        local token = http.get("http://127.0.0.1:\(port)/login"):json().access_token
            local res = http.get("http://127.0.0.1:\(port)\(path)", { auth = { bearer = token } })
            return { data = { hosts = { res.status } } }
        """)
    }
    try await withTemporaryDirectory { folder in
      try await NginxServer.with(folder: folder, sockets: [socket], servers: servers) {
        var files = DevFixture.files
        files["integrations/sample/collectors/hosts.lua"] = collector("/a")
        try await DevFixture.with(files) { session in
          try await session.terminal.expect("4 tasks ran · 2 live")
          try session.save(collector("/b"), to: "collectors/hosts.lua")
          try await session.terminal.expect("1 replayed, 1 live")
          #expect(!session.terminal.shown.contains("401"))
          session.terminal.send("q")
          #expect(try await session.terminal.wait() == 0)
          let recorded = session.path(".luahost/last/exchanges/127.0.0.1_\(port)")
          let names = try FileManager.default.contentsOfDirectory(atPath: recorded.path)
          #expect(names.count >= 2)
          for name in names {
            let text = try String(contentsOf: recorded.appending(path: name), encoding: .utf8)
            #expect(!text.contains("token-4711"))
          }
        }
      }
    }
  }
}
