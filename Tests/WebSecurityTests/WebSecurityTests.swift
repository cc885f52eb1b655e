import Foundation
import TestSupport
import Testing

/// integrations/web_security against an nginx with fifty virtual hosts: what it finds is what was planted.
@Suite(.timeLimit(.minutes(2)))
struct WebSecurityTests {
  @Test func planHasFiftySitesWithNamesOfTheirOwn() {
    #expect(Plan.sites.count == 50)
    #expect(Set(Plan.sites.map(\.name)).count == 50)
  }

  @Test func findsWhatWasPlantedAndNothingElse() async throws {
    try await withPlan { urls, folder in
      let outcome = try await run(urls, in: folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      let found = try outcome.findings()
      let planted = Set(
        zip(Plan.sites, urls).flatMap { site, url in
          site.planted.map { "\($0.task) \(url)\($0.suffix)" }
        })
      let names = Dictionary(uniqueKeysWithValues: zip(urls, Plan.sites.map(\.name)))
      #expect(found.subtracting(planted).sorted() == [], "found, not planted; sites: \(names)")
      #expect(planted.subtracting(found).sorted() == [], "planted, not found; sites: \(names)")
    }
  }

  /// The servers are gone when the recordings are played: what differs is when it happened, and nothing else.
  @Test func replaysWhatItRecorded() async throws {
    try await withTemporaryDirectory { folder in
      let recordings = folder.appending(path: "recordings").path
      var recorded: Luahost.Outcome?
      var urls: [String] = []
      try await withPlan { sites, folder in
        urls = sites
        recorded = try await run(sites, in: folder, "--record", recordings)
      }
      let first = try #require(recorded)
      #expect(first.code == 0, "\(first.errors)")
      #expect(try first.findings().count > 40)
      let second = try await run(urls, in: folder, "--replay", recordings)
      #expect(second.code == 0, "\(second.errors)")
      #expect(second.output.withoutTimes == first.output.withoutTimes)
    }
  }

  @Test func reportsSiteThatCannotBeReached() async throws {
    try await withPlan { urls, folder in
      let closed = try ListeningSocket(listening: false)
      let dead = "https://localhost:\(closed.port)/"
      let outcome = try await run([urls[0], dead], in: folder)
      let fetch = try outcome.task("fetch_sites")
      #expect(fetch["success"] as? Bool == true)
      #expect((fetch["errors"] as? [Any])?.count == 1)
      #expect("\(fetch["errors"] ?? "")".contains(dead))
      let unreachable = try #require(try outcome.data(of: "fetch_sites")["unreachable"] as? [[String: Any]])
      #expect(unreachable.map { $0["url"] as? String } == [dead])
      #expect(unreachable.map { $0["kind"] as? String } == ["refused"])
      #expect(try outcome.findings() == [])
    }
  }

  @Test func failsWhenNoSiteAnswers() async throws {
    try await withTemporaryDirectory { folder in
      let closed = try ListeningSocket(listening: false)
      let outcome = try await run(["http://localhost:\(closed.port)/"], in: folder)
      #expect(outcome.code == 1)
      #expect("\(try outcome.json())".contains("none of the 1 sites answered"))
    }
  }

  @Test func refusesUrlWithPassword() async throws {
    try await withTemporaryDirectory { folder in
      let outcome = try await run(["https://user:secret@localhost/"], in: folder)
      #expect(outcome.code == 65)
    }
  }

  /// Runs nginx with the plan's sites while `body` runs with their URLs, in the plan's order.
  private func withPlan(_ body: ([String], URL) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
      try await Certificates.make(in: folder)
      let sockets = try Plan.sites.map { _ in try ListeningSocket() }
      let urls = zip(Plan.sites, sockets).map { $0.url(port: $1.port) }
      let url = Dictionary(uniqueKeysWithValues: zip(Plan.sites.map(\.name), urls))
      let servers = zip(Plan.sites, sockets).map { site, socket in
        let target = site.redirect.map { ($0.site.flatMap { url[$0] } ?? "/").dropLast() + $0.path }
        return site.serverBlock(port: socket.port, redirectTarget: target.map(String.init))
      }
      try await NginxServer.with(folder: folder, sockets: sockets, servers: servers.joined(separator: "\n")) {
        try await body(urls, folder)
      }
    }
  }

  private func run(_ urls: [String], in folder: URL, _ options: String...) async throws -> Luahost.Outcome {
    let config = folder.appending(path: "config.json")
    try JSONSerialization.data(withJSONObject: ["urls": urls]).write(to: config)
    return try await Luahost.run(
      ["run", "integrations/web_security", "--config", config.path, "--format", "json"] + options,
      environment: ["SSL_CERT_FILE": folder.appending(path: "authority.pem").path])
  }
}
