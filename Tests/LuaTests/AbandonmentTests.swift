import Testing

@testable import Lua

/// What Lua does without ever meeting a hook is left in the middle, with all that the state has.
@Suite struct AbandonmentTests {
  private static let stuck = [
    // A table that is its own __call.
    "local t = {} setmetatable(t, { __call = t }) host.expire() t()",
    // Integer keys that all fall into one slot of a hash table: its rehash walks one chain for each.
    "local t, step = {}, 2 ^ 19 - 1 | 0 for i = 1, 2 ^ 18 do t[i * step] = true end host.expire() t[0] = 1",
    // The same in the middle of a coroutine of the script's own, under protected calls.
    """
    host.expire()
    pcall(function()
      coroutine.wrap(function()
        local t = {} setmetatable(t, { __call = t }) pcall(t)
      end)()
    end)
    """,
  ]

  /// Runs a script whose time is over soon after it calls `host.expire()`.
  private func stopped(_ source: String) throws -> (Script, Script.Outcome) {
    let state = try LuaState()
    try state.define("expire") { [unowned state] _ in
      state.setDeadline(LuaState.now + 10_000_000)
      return .none
    }
    let script = try Script(source + " return { data = {} }", in: state)
    return (script, script.run())
  }

  @Test(arguments: stuck)
  func leavesWhatNothingCanInterrupt(source: String) throws {
    let (script, outcome) = try stopped(source)
    guard case .failed(.stopped, _) = outcome else {
      Issue.record("it was not stopped: \(outcome)")
      return
    }
    #expect(script.error?.limit == .deadline)
    #expect(script.state.isAbandoned)
    #expect(script.state.memoryUsed == 0)
  }

  @Test func failsEveryOperationOnAStateThatWasLeft() throws {
    let (script, _) = try stopped(Self.stuck[0])
    let state = script.state
    state.setDeadline(nil)
    #expect(throws: LuaError.self) { try state.load(Array("return 1".utf8), name: "@later.lua") }
    #expect(throws: LuaError.self) { try state.define("later") { _ in .none } }
    #expect(throws: LuaError.self) { try state.collectGarbage() }
    #expect(throws: LuaError.self) { _ = try script.json("data") }
    #expect(script.frames.isEmpty)
    #expect(script.resume(with: []) == script.run())
    script.finish()
  }

  @Test func goesOnWithOtherStatesOfTheThread() throws {
    let other = try Script("local n = 0 for i = 1, 1000 do n = n + i end return { data = { n } }")
    for _ in 1...3 { _ = try stopped(Self.stuck[0]) }
    #expect(other.run() == .ended)
    #expect(try other.json("data") == "[500500]")
    // Their limits hold as before: the signal is not blocked.
    let (script, outcome) = try stopped("host.expire() while true do end")
    #expect(script.error?.limit == .deadline)
    #expect(!script.state.isAbandoned, "\(outcome)")
  }

  @Test func leavesAFileThatTheParserCannotGetThrough() throws {
    let state = try LuaState()
    let step = 1 << 19 - 1
    let constants = (1...(1 << 18 + 1)).map { String($0 &* step) }.joined(separator: ",")
    state.setDeadline(LuaState.now + 20_000_000)
    #expect(throws: LuaError.self) { try state.load(Array("return {\(constants)}".utf8), name: "@bomb.lua") }
  }
}
