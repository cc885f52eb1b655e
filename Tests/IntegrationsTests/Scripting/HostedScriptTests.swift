import Foundation
import TestSupport
import Testing

@testable import Integrations

/// Tests of modules that need the host, written in Lua: each file of Tests/HostedScripts is run in a task.
@Suite struct HostedScriptTests {
  private static let folder = Luahost.repository.appending(path: "Tests/HostedScripts")

  @Test(arguments: ["crypto", "crypto_keys", "jwt", "yaml"]) func pass(file: String) async throws {
    let body = "require('cases') return { data = { count = require('harness').count } }"
    var files = ["collectors/a.lua": JobFixture.task("a", "", body)]
    for name in [file, "harness", "comparing", "vectors"] {
      let path = name == file ? "cases" : name
      files["\(path).lua"] = try String(contentsOf: Self.folder.appending(path: "\(name).lua"), encoding: .utf8)
    }
    let task = try await JobFixture(files).run()[task: "a"]
    #expect(task?.errors == [])
    #expect(task?.logs.map(\.text) == [])
    #expect(task?.data.map { String(decoding: $0, as: UTF8.self) } != #"{"count":0}"#)
  }
}
