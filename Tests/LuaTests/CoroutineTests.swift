import Lua
import Testing

/// Waits for the host inside coroutines of the script's own.
@Suite struct CoroutineTests {
  private func waiting(_ source: String) throws -> Script {
    let state = try LuaState()
    try state.define("wait") { _ in .park }
    return try Script(source, in: state)
  }

  @Test func suspendsTheWholeScriptFromInsideItsCoroutine() throws {
    let script = try waiting(
      """
      local co = coroutine.wrap(function(x) coroutine.yield(x + host.wait()) return "end" end)
      return { data = { co(1), co() } }
      """)
    #expect(script.run() == .parked)
    #expect(script.resume(with: [.integer(41)]) == .ended)
    #expect(try script.json("data") == #"[42,"end"]"#)
  }

  @Test func suspendsThroughNestedCoroutinesAndProtectedCalls() throws {
    let script = try waiting(
      """
      local inner = coroutine.create(function() return host.wait() end)
      local outer = coroutine.create(function()
        local ok, resumed, value = pcall(coroutine.resume, inner)
        return ok and resumed and value
      end)
      local _, value = coroutine.resume(outer)
      return { data = { value = value } }
      """)
    #expect(script.run() == .parked)
    #expect(script.resume(with: [.text("deep")]) == .ended)
    #expect(try script.json("data") == #"{"value":"deep"}"#)
  }

  @Test func raisesInsideTheCoroutineThatWaits() throws {
    let script = try waiting(
      """
      local co = coroutine.create(function() return pcall(host.wait) end)
      local _, ok, e = coroutine.resume(co)
      return { data = { ok = ok, e = e } }
      """)
    #expect(script.run() == .parked)
    #expect(script.resume(raising: .text("gone")) == .ended)
    #expect(try script.json("data") == #"{"e":"script.lua:1: gone","ok":false}"#)
  }

  @Test(arguments: [
    (#"("x"):gsub("x", setmetatable({}, { __index = function() return host.wait() end }))"#, "gsub"),
    ("return tostring(setmetatable({}, { __tostring = function() return host.wait() end }))", "tostring"),
  ])
  func namesTheConstructThatCannotWait(source: String, construct: String) throws {
    let script = try waiting(source)
    guard case .failed(.error, let message) = script.run() else {
      Issue.record("the wait was not refused")
      return
    }
    #expect(message.hasPrefix("script.lua:1: wait cannot wait inside \(construct)"))
  }

  @Test(arguments: [
    #"local text = ("x-x"):gsub("x", function() return host.wait() end) return { data = { text } }"#,
    #"local t = { 1, 2 } table.sort(t, function(a, b) t.word = host.wait() return a < b end) return { data = { t.word .. "-" .. t.word } }"#,
  ])
  func waitsInsideCallbacks(source: String) throws {
    let script = try waiting(source)
    var outcome = script.run()
    while outcome == .parked { outcome = script.resume(with: [.text("y")]) }
    #expect(outcome == .ended)
    #expect(try script.json("data") == #"["y-y"]"#)
  }

  @Test func refusesAWaitInsideACoroutineThatACallbackResumes() throws {
    let script = try waiting(
      """
      local co = coroutine.wrap(function() return host.wait() end)
      tostring(setmetatable({}, { __tostring = function() return co() end }))
      """)
    guard case .failed(.error, let message) = script.run() else {
      Issue.record("the wait was not refused")
      return
    }
    #expect(message.contains("cannot wait here"))
  }

  @Test func keepsTheFramesOfEveryCoroutineThatAnErrorPassed() throws {
    let script = try waiting(
      """
      local function deep() error("boom") end
      local co = coroutine.wrap(function() deep() end)
      local function outer() co() end
      outer()
      """)
    #expect(script.run() == .failed(.error, "script.lua:1: boom"))
    let lines = script.error?.frames.filter { !$0.isInternal }.map { $0.line }
    #expect(lines == [1, 2, 3, 4])
  }

  @Test func closesPendingVariablesWhenItIsDropped() throws {
    let state = try LuaState()
    var closed = 0
    try state.define("wait") { _ in .park }
    try state.define("closed") { _ in
      closed += 1
      return .none
    }
    let script = try Script(
      "local guard <close> = setmetatable({}, { __close = function() host.closed() end })\nhost.wait()", in: state)
    #expect(script.run() == .parked)
    #expect(script.frames.first { !$0.isInternal }?.line == 2)
    script.finish()
    #expect(closed == 1)
  }

  @Test func refusesToYieldOutOfTheHostsCoroutine() throws {
    let script = try waiting("coroutine.yield(1)")
    #expect(script.run() == .failed(.error, "script.lua:1: attempt to yield from outside a coroutine"))
  }

  @Test func keepsGenerators() throws {
    let script = try waiting(
      """
      local function numbers(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
      local sum = 0
      for i in numbers(100) do sum = sum + i end
      return { data = { sum = sum } }
      """)
    #expect(script.run() == .ended)
    #expect(try script.json("data") == #"{"sum":5050}"#)
  }
}
