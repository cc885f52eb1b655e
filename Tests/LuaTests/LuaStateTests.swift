import Lua
import Testing

@Suite struct LuaStateTests {
  @Test func runsTextAndGivesItsResult() throws {
    let script = try Script("return { data = { answer = 40 + 2 }, message = 'ok' }")
    #expect(script.run() == .ended)
    #expect(try script.json("data") == #"{"answer":42}"#)
  }

  @Test func refusesBinaryChunks() throws {
    let state = try LuaState()
    let error = #expect(throws: LuaError.self) { try state.load(Array("\u{1B}Lua".utf8), name: "@a.lua") }
    #expect(error?.code == .syntax)
    #expect(error?.message.contains("attempt to load a binary chunk") == true)
  }

  @Test func namesTheLineOfASyntaxError() throws {
    let state = try LuaState()
    let error = #expect(throws: LuaError.self) { try state.load(Array("local a = 1\nlocal = 2".utf8), name: "@a.lua") }
    #expect(error?.code == .syntax)
    #expect(error?.message.hasPrefix("a.lua:2: ") == true)
  }

  @Test func passesValuesBothWays() throws {
    let state = try LuaState()
    var seen: [LuaValue] = []
    try state.define("give") { call in
      seen = call.arguments
      return .values([.integer(.max), .number(0.5), .boolean(true), .text("ä"), .nil, .json(Array("[1]".utf8))])
    }
    let script = try Script(
      """
      local a, b, c, d, e, f = host.give(1, 2.5, "x", true, nil, { k = { 1, 2 } }, print)
      return { data = { a = a, b = b, c = c, d = d, e = e == nil, f = f } }
      """, in: state)
    #expect(script.run() == .ended)
    #expect(try script.json("data") == #"{"a":9223372036854775807,"b":0.5,"c":true,"d":"ä","e":true,"f":[1]}"#)
    let inner = LuaValue.table(
      LuaTable(pairs: [.init(key: .integer(1), value: .integer(1)), .init(key: .integer(2), value: .integer(2))]))
    #expect(
      seen == [
        .integer(1), .number(2.5), .text("x"), .boolean(true), .nil,
        .table(LuaTable(pairs: [.init(key: .text("k"), value: inner)])), .function(nil),
      ])
  }

  @Test func givesTextsByName() throws {
    let state = try LuaState()
    var fields = LuaFields()
    let added = [
      fields.add("Content-Type", "text/html"), fields.add("ETag", "\"ä\0\""), fields.add("x", ""),
      fields.add("content-TYPE", "text/plain"),
    ]
    #expect(added == [true, true, true, false])
    try state.define("give") { _ in .values([.fields(fields), .fields(LuaFields()), .json(Array("[]".utf8))]) }
    try state.define("wait") { _ in .park }
    let script = try Script(
      """
      local given, none, list = host.give()
      local resumed = host.wait()
      return { data = { given = given, none = none, list = list, resumed = resumed } }
      """, in: state)
    #expect(script.run() == .parked)
    #expect(script.resume(with: [.fields(fields)]) == .ended)
    let shown = #"{"content-type":"text/html","etag":"\"ä\u0000\"","x":""}"#
    #expect(try script.json("data") == #"{"given":\#(shown),"list":[],"none":{},"resumed":\#(shown)}"#)
  }

  @Test func raisesTheTextOfANativeAtTheAuthorsLine() throws {
    let state = try LuaState()
    try state.define("refuse") { _ in .failure("no") }
    let script = try Script("local x = 1\nhost.refuse()", in: state)
    #expect(script.run() == .failed(.error, "script.lua:2: no"))
  }

  @Test func letsScriptsCatchErrorsOfNatives() throws {
    let state = try LuaState()
    try state.define("refuse") { _ in .failure("no") }
    let script = try Script("local ok, e = pcall(host.refuse)\nreturn { data = { ok = ok, e = e } }", in: state)
    #expect(script.run() == .ended)
    #expect(try script.json("data") == #"{"e":"script.lua:1: no","ok":false}"#)
  }

  @Test func parksAndGoesOnWithValues() throws {
    let state = try LuaState()
    try state.define("wait") { _ in .park }
    let script = try Script("local a, b = host.wait()\nreturn { data = { a = a, b = b } }", in: state)
    #expect(script.run() == .parked)
    #expect(script.resume(with: [.integer(1), .text("two")]) == .ended)
    #expect(try script.json("data") == #"{"a":1,"b":"two"}"#)
  }

  @Test func raisesWhereACoroutineWaits() throws {
    let state = try LuaState()
    try state.define("wait") { _ in .park }
    let script = try Script("local ok, e = pcall(host.wait)\nreturn { data = { e = e } }", in: state)
    #expect(script.run() == .parked)
    #expect(script.resume(raising: .text("gone")) == .ended)
    #expect(try script.json("data") == #"{"e":"script.lua:1: gone"}"#)
  }

  @Test func stopsAtTheMemoryLimit() throws {
    let state = try LuaState(options: LuaState.Options(memoryLimit: 4 * 1024 * 1024))
    let script = try Script("local t = {}\nfor i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end", in: state)
    guard case .failed(.memory, _) = script.run() else {
      Issue.record("the script was not stopped")
      return
    }
    #expect(state.memoryPeak <= 4 * 1024 * 1024)
  }

  @Test(arguments: [
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "local function f() pcall(f) pcall(f) end f()",
    "while true do xpcall(function() while true do end end, function() while true do end end) end",
    "local co = coroutine.wrap(function() while true do end end) while true do pcall(co) end",
    "local t = setmetatable({}, { __index = function() while true do end end }) return t.x",
  ])
  func stopsAtTheDeadlineWhateverTheScriptDoes(source: String) throws {
    let state = try LuaState()
    let script = try Script(source, in: state)
    state.setDeadline(LuaState.now + 50_000_000)
    guard case .failed(.stopped, _) = script.run() else {
      Issue.record("the script was not stopped")
      return
    }
  }
}
