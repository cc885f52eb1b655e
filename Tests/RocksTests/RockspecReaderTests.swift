import Integrations
import Rocks
import Testing

struct RockspecReaderTests {
  private func read(_ text: String) throws -> Rockspec {
    try RockspecReader.read(Array("package = 'x' version = '1-1' \(text)".utf8), path: "x.rockspec", isWhole: false)
  }

  @Test func readsWhatIsAskedFor() throws {
    let rockspec = try read(
      "dependencies = { 'lua >= 5.1', 'a >= 1', platforms = { linux = { 'b' }, windows = { 'c' } } }")
    #expect(rockspec.dependencies.map(\.name) == ["a", "b"])
    #expect(rockspec.lua.map(\.description) == ["lua >= 5.1"])
  }

  @Test func tellsModulesInCApart() throws {
    let build = try read("build = { modules = { a = 'a.lua', ['a.core'] = { 'a.c' }, b = 'b.c' } }").build
    #expect(build.modules == ["a": "a.lua"])
    #expect(build.compiled == ["a.core", "b"])
  }

  @Test(arguments: [
    "while true do end", "os.execute('true')", "x = ('x'):rep(1 << 30)", "dependencies = { function() end }", "][",
    "dependencies = 'a'", "local function f() return f() end f()",
  ])
  func refusesWhatIsNoRockspec(_ text: String) { #expect(throws: IntegrationError.self) { try read(text) } }
}
