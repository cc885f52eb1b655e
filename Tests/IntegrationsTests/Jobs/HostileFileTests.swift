import Foundation
import JSONSchema
import TestSupport
import Testing

@testable import Integrations

/// The scripts of `Tests/HostileScripts`, in this process.
@Suite(.timeLimit(.minutes(10)))
struct HostileFileTests {
  private static let folder = Luahost.repository.appending(path: "Tests/HostileScripts")

  /// Held by the permissions of the transport (PermissionTests); the one of these jobs has no network.
  private static let unguarded: Set = ["http_metadata", "http_unlisted_host"]

  private static func scripts(_ kind: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path)
      .filter { $0.hasSuffix(".lua") }.map { String($0.dropLast(4)) }.sorted()
  }

  /// Runs a script as the task `hostile` beside those of the folder `integration`.
  private static func run(_ kind: String, _ name: String, timeout: Double) async throws -> JobResult {
    let source = try String(contentsOf: folder.appending(path: "\(kind)/\(name).lua"), encoding: .utf8)
    let needs = source.split(separator: "\n").dropFirst().first { $0.hasPrefix("-- needs:") } ?? ""
    var files: [String: String] = [:]
    let integration = folder.appending(path: "integration")
    for path in try FileManager.default.subpathsOfDirectory(atPath: integration.path) where path.hasSuffix(".lua") {
      files[path] = try String(contentsOf: integration.appending(path: path), encoding: .utf8)
    }
    files["entry.lua"] = files["entry.lua"]?.replacing("\"hostile\"", with: "\"sample\"")
    let head = "task { name = 'hostile', title = 'Hostile', timeout = \(timeout), order = 500, run = function(ctx) "
    let body =
      kind == "escapes" && !needs.contains("insight") && !needs.contains("result")
      ? "local function attempt() \(source)\nend return { data = { escaped = attempt() == true } } end }"
      : "\(source)\nend }"
    files["\(needs.contains("insight") ? "insights" : "collectors")/hostile.lua"] = head + body
    var fixture = JobFixture(files)
    fixture.config = .object(["api_key": .string(secret), "name": "acme", "list": ["one", "two"]])
    fixture.secrets = [secret]
    return try await fixture.run()
  }

  private static let secret = #"hunter2"swordfish"#

  @Test func stopsEveryRunaway() async throws {
    for name in try Self.scripts("runaways") where !name.hasPrefix("result_") {
      let result = try await Self.run("runaways", name, timeout: 0.05)
      #expect(result[task: "hostile"]?.success == false, "\(name)")
    }
  }

  @Test func holdsEveryEscape() async throws {
    for name in try Self.scripts("escapes") where !Self.unguarded.contains(name) {
      let result = try await Self.run("escapes", name, timeout: 1)
      #expect(result.data("hostile")?.contains(#""escaped":true"#) != true, "\(name)")
      let text = String(decoding: result.json.serialized(), as: UTF8.self)
      #expect(!text.contains("swordfish"), "\(name) shows the secret")
    }
  }
}
