import Testing

@testable import Integrations

/// What a script's error tells of the variables where it happened.
@Suite struct FaultVariableTests {
  private func fault(_ body: String, secrets: [String] = []) async throws -> ScriptFault {
    var fixture = JobFixture(["collectors/a.lua": JobFixture.task("a", "", body)])
    fixture.secrets = secrets
    return try #require(try await fixture.run()[task: "a"]?.fault)
  }

  private func variables(_ body: String, secrets: [String] = []) async throws -> [String: String] {
    let variables = try await fault(body, secrets: secrets).variables
    return Dictionary(variables.map { ($0.name, $0.text) }) { $1 }
  }

  @Test func tellsValuesOfLocals() async throws {
    let found = try await variables(
      """
      local count, ratio, flag, missing, name = 3, 0.5, true, nil, "x"
      local list = { 1, 2, 3, 4, 5 }
      local user = { name = "n", id = 7, tags = { "a" }, nested = { deep = { deeper = 1 } } }
      local empty = {}
      error("boom")
      """)
    #expect(found["count"] == "3")
    #expect(found["ratio"] == "0.5")
    #expect(found["flag"] == "true")
    #expect(found["missing"] == "nil")
    #expect(found["name"] == "\"x\"")
    #expect(found["list"] == "{ 1, 2, 3, 4, … }")
    #expect(found["user"] == "{ id = 7, name = \"n\", nested = { deep = {…} }, tags = { \"a\" } }")
    #expect(found["empty"] == "{}")
  }

  @Test func tellsTheVariableInScope() async throws {
    let found = try await variables("local x = 1\ndo local x = 2; error('boom') end")
    #expect(found["x"] == "2")
  }

  @Test func tellsUpvaluesAndCoroutines() async throws {
    let found = try await variables(
      "local outer = 'o'\nlocal f = coroutine.wrap(function() local inner = 'i'; error(outer .. inner) end)\nf()")
    #expect(found["outer"] == "\"o\"")
    #expect(found["inner"] == "\"i\"")
  }

  @Test func hidesWhatLooksSecret() async throws {
    let found = try await variables(
      """
      local api_token, passwd = "short", "hunter2"
      local header = { Authorization = "Bearer x", accept = "json" }
      local opaque = "a1b2c3d4e5f6a7b8c9d0"
      local long = ("words "):rep(40)
      local configured = "the word xyzzy"
      error("boom")
      """, secrets: ["xyzzy"])
    #expect(found["api_token"] == "(hidden)")
    #expect(found["passwd"] == "(hidden)")
    #expect(found["header"] == "{ Authorization = (hidden), accept = \"json\" }")
    #expect(found["opaque"] == "a string of 20 bytes")
    #expect(found["long"] == "a string of 240 bytes")
    #expect(found["configured"] == "\"the word ••••\"")
  }

  @Test func runsNothingOfTheScript() async throws {
    let found = try await variables(
      """
      local trap = setmetatable({ x = 1 }, { __index = error, __pairs = error, __len = error, __tostring = error })
      local loop = {}
      loop.loop = loop
      error("boom")
      """)
    #expect(found["trap"] == "{ x = 1 }")
    #expect(found["loop"] == "{ loop = { loop = {…} } }")
  }

  @Test func givesLineOfTheSource() async throws {
    #expect(try await fault("local x = 1\n  error('boom')  ").sourceLine == "  error('boom')")
  }

  @Test func readsNoFileThatAScriptNames() async throws {
    let body = "error('../outside.lua:1: boom', 0)"
    let files = ["../outside.lua": "local outside = true", "collectors/a.lua": JobFixture.task("a", "", body)]
    let fault = try #require(try await JobFixture(files).run()[task: "a"]?.fault)
    #expect(fault.location?.file == "../outside.lua")
    #expect(fault.sourceLine == nil)
  }
}
