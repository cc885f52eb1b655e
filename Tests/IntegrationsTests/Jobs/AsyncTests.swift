import Testing

@testable import Integrations

/// `async`, HTTP and modules as scripts use them.
@Suite struct AsyncTests {
  private static let task = JobFixture.task

  @Test func keepsTheOrderOfTheInput() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        "return { data = async.map({ 3, 1, 2 }, function(n, i) sleep(n / 100) return n * 10 + i end) }")
    ]).run()
    #expect(result.data("a") == "[31,12,23]")
  }

  @Test func keepsToItsLimit() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        """
        local running, most = 0, 0
        async.map({ 1, 2, 3, 4, 5, 6, 7 }, function()
          running = running + 1
          most = math.max(most, running)
          sleep(0.01)
          running = running - 1
        end, { limit = 3 })
        return { data = { most = most } }
        """)
    ]).run()
    #expect(result.data("a") == #"{"most":3}"#)
  }

  @Test func raisesTheFirstErrorAndCancelsTheRest() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        """
        local log = {}
        local ok, e = pcall(async.map, { "http://slow/", "http://down/" }, function(url)
          local guard <close> = setmetatable({}, { __close = function() log[#log + 1] = url end })
          return http.get(url).body
        end)
        return { data = { ok = ok, kind = e.kind, closed = #log } }
        """)
    ]).run()
    #expect(result.data("a") == #"{"closed":2,"kind":"refused","ok":false}"#)
  }

  @Test func showsTheFramesOfTheMemberThatFailed() async throws {
    let result = try await JobFixture([
      "collectors/a.lua":
        "local function deep(n)\nerror('bad ' .. n)\nend\n" + Self.task("a", "", "async.map({ 1 }, deep)")
    ]).run()
    #expect(result[task: "a"]?.errors == ["collectors/a.lua:2: bad 1"])
    #expect(result[task: "a"]?.fault?.tracebackText()?.split(separator: "\n").count == 2)
  }

  @Test func answersRequests() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "", "local r = http.get('http://x/y', { query = { a = 1 } }) return { data = { r.status, r.body } }")
    ]).run()
    #expect(result.data("a") == #"[200,"http://x/y?a=1"]"#)
  }

  @Test func loadsAModuleOnceForAllTasksEvenWhenItWaits() async throws {
    let result = try await JobFixture([
      "lib/slow.lua": "sleep(0.02)\nreturn { id = {} }",
      "collectors/a.lua": """
      local seen
      for i = 1, 3 do
        task { name = "t" .. i, title = "T", run = function()
          local m = require("lib.slow")
          seen = seen or m.id
          return { data = { same = seen == m.id } }
        end }
      end
      """,
    ]).run()
    #expect(result.tasks.map(\.name).compactMap { result.data($0) } == Array(repeating: #"{"same":true}"#, count: 3))
  }

  @Test func namesACircleOfModules() async throws {
    let result = try await JobFixture([
      "lib/a.lua": "return require('lib.b')", "lib/b.lua": "return require('lib.a')",
      "collectors/x.lua": Self.task("x", "", "require('lib.a')"),
    ]).run()
    #expect(result[task: "x"]?.errors.first?.contains("modules require each other in a circle") == true)
  }
}
