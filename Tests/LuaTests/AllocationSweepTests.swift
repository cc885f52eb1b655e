import Testing

@testable import Lua

/// Fails the n-th allocation, for every n, at every entry point of the boundary. A missing check would abort the
/// process or leak; here each run must end in an error of code `memory`, or in success.
@Suite struct AllocationSweepTests {
  /// What a sweep does, from a fresh state to its end.
  struct Scenario: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let body: @Sendable (LuaState) throws -> Void
  }

  static let scenarios: [Scenario] = [
    Scenario(testDescription: "define") { try $0.define("extra") { _ in .none } },
    Scenario(testDescription: "load") { state in
      state.release(try state.load(source, name: "@script.lua"))
    },
    Scenario(testDescription: "load a chunk that does not compile") { state in
      _ = try? state.load(Array("local = ".utf8), name: "@script.lua")
    },
    Scenario(testDescription: "runTrusted and field") { state in
      let chunk = try state.load(Array("return { key = {} }".utf8), name: "=stdlib/x.lua", trusted: true)
      let table = try state.runTrusted(chunk)
      if let field = try state.field("key", of: table) { state.release(field) }
    },
    Scenario(testDescription: "collectGarbage") { try $0.collectGarbage() },
    Scenario(testDescription: "coroutine, park, resume, fields, json, finish") { state in
      let coroutine = try state.makeCoroutine(try state.load(source, name: "@script.lua"))
      try run(coroutine, in: state)
      guard case .table(let fields) = try state.fields(ofResultOf: coroutine, anchoring: true) else { return }
      for field in fields { if let anchor = field.anchor { state.release(anchor) } }
      _ = try state.json("data", ofResultOf: coroutine)
      state.finish(coroutine, tag: 1)
    },
    Scenario(testDescription: "errors and tracebacks across coroutines") { state in
      let coroutine = try state.makeCoroutine(try state.load(failing, name: "@script.lua"))
      if case .failed(let error) = state.resume(coroutine, tag: 1) {
        if let value = error.value { state.release(value) }
        _ = state.frames(of: coroutine)
      }
      state.finish(coroutine, tag: 1)
    },
  ]

  private static let source = Array(
    """
    local a, b = host.wait("x", { k = { 1, 2, "drei" } }, 1.5)
    local co = coroutine.wrap(function() return host.wait() end)
    local ok, e = pcall(error, { code = 1 })
    local text = host.give() .. tostring(co())
    local chunk = load("return " .. #text)
    return { data = { a = a, b = b, text = text, n = chunk and chunk(), list = { 1, 2, 3 } }, message = "m", f = print }
    """.utf8)

  private static let failing = Array(
    """
    local co = coroutine.wrap(function() error(setmetatable({}, { __tostring = function() return "text" end })) end)
    xpcall(error, function(e) return e end, "first")
    co()
    """.utf8)

  private static func run(_ coroutine: LuaCoroutine, in state: LuaState) throws {
    var resumption = state.resume(coroutine, tag: 1)
    var fields = LuaFields()
    _ = fields.add("name", "value")
    while case .parked = resumption {
      resumption = state.resume(
        coroutine, tag: 1, with: [.json(Array(#"{"list":[1,2.5,"x",null,{}]}"#.utf8)), .text("ä"), .fields(fields)])
    }
    if case .failed(let error) = resumption {
      if let value = error.value { state.release(value) }
      throw error
    }
  }

  private static func makeState(failing n: Int = 0) throws -> LuaState {
    var options = LuaState.Options()
    options.failingAllocation = n
    let state = try LuaState(options: options)
    try state.define("wait") { _ in .park }
    try state.define("give") { _ in .value(.text("given")) }
    let setUp = "local host = ... host.set_environment({ __index = setmetatable({ host = host }, { __index = _G }) })"
    let chunk = try state.load(Array(setUp.utf8), name: "=stdlib/set_up.lua", trusted: true)
    state.release(try state.runTrusted(chunk))
    return state
  }

  @Test func opensOrThrowsForEveryFailedAllocation() throws {
    var steps = 0
    while true {
      steps += 1
      do {
        _ = try Self.makeState(failing: steps)
        break
      } catch let error as LuaError {
        #expect(error.code == .memory)
      }
    }
    #expect(steps > 100)
    print("allocation sweep: open: \(steps) steps")
  }

  @Test(arguments: scenarios)
  func survivesEveryFailedAllocation(_ scenario: Scenario) throws {
    var steps = 0
    while steps < 100_000 {
      steps += 1
      let state = try Self.makeState()
      state.failAllocation(steps)
      do {
        try scenario.body(state)
      } catch let error as LuaError {
        #expect(error.code == .memory, "step \(steps): \(error.message)")
      }
      let reached = state.hasFailedAllocation
      state.failAllocation(0)
      // The state is whole: it runs a script as if nothing had been.
      let check = try state.makeCoroutine(try state.load(Array("return { data = {} }".utf8), name: "@check.lua"))
      guard case .ended = state.resume(check, tag: 1) else {
        Issue.record("step \(steps): the state is broken")
        return
      }
      if !reached { break }
    }
    print("allocation sweep: \(scenario.testDescription): \(steps) steps")
  }
}
