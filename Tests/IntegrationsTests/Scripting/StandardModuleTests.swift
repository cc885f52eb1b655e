import Testing

@testable import Integrations

/// The modules of the standard library in a real state; what each does is tested by Tests/ScriptTests.
@Suite struct StandardModuleTests {
  private static let modules = StandardLibrary.names.filter { $0 != "prelude" && !$0.hasPrefix("_") }
  private static let parts = StandardLibrary.names.filter { $0.hasPrefix("_") }

  @Test(arguments: modules) func isRequired(name: String) async throws {
    let body = "assert(type(require('\(name)')) == 'table') return { data = {} }"
    let result = try await JobFixture(["collectors/a.lua": JobFixture.task("a", "", body)]).run()
    #expect(result[task: "a"]?.errors == [])
  }

  @Test(arguments: parts) func keepsPartsToItself(name: String) async throws {
    let body = "require('\(name)') return { data = {} }"
    let result = try await JobFixture(["collectors/a.lua": JobFixture.task("a", "", body)]).run()
    #expect(result[task: "a"]?.errors.first?.contains("module \"\(name)\" not found") == true)
  }

  @Test func doesNotTakeAnAuthorsFileForAPart() async throws {
    let body = "assert(require('tbl').sum { 1, 2 } == 3) return { data = {} }"
    let result = try await JobFixture([
      "_arguments.lua": "error('not this one')", "collectors/a.lua": JobFixture.task("a", "", body),
    ]).run()
    #expect(result[task: "a"]?.errors == [])
  }

  @Test func givesListsThatStayListsInJSON() async throws {
    let body = """
      local tbl = require("tbl")
      assert(json.encode(tbl.filter({}, print)) == "[]")
      assert(json.encode(tbl.deep_copy(json.decode('{"a":[],"b":{}}'))) == '{"a":[],"b":{}}')
      assert(tbl.get(json.decode('{"a":null}'), "a.b", 1) == 1)
      return { data = {} }
      """
    let result = try await JobFixture(["collectors/a.lua": JobFixture.task("a", "", body)]).run()
    #expect(result[task: "a"]?.errors == [])
  }

  @Test func raisesAtTheAuthorsLine() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": JobFixture.task("a", "", "require('hex').decode('xy') return { data = {} }")
    ]).run()
    let error = result[task: "a"]?.errors.first ?? ""
    #expect(error.hasPrefix("collectors/a.lua:2: hex.decode: invalid hexadecimal at byte 1: "), "\(error)")
  }
}
