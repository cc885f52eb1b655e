import JSONSchema
import Testing

@testable import Integrations

/// Scripts that once crashed, hung or fooled the host.
@Suite struct HostileScriptTests {
  private static let task = JobFixture.task

  @Test(arguments: [
    // A wrapped coroutine resumed while it is running further out.
    """
    local f, g
    f = coroutine.wrap(function() g() end)
    g = coroutine.wrap(function() local ok, e = pcall(f) local t = {} for i = 1, 100 do t[i] = { i } end error(e, 0) end)
    f()
    """,
    "local co co = coroutine.wrap(function() co() end) co()",
    "local co = coroutine.running() coroutine.close(co)",
    "local ok, e = coroutine.resume(coroutine.running()) error(tostring(ok) .. e, 0)",
    "local co = coroutine.create(function() coroutine.close(coroutine.running()) end) error(select(2, coroutine.resume(co)))",
    "local function rec(n) if n == 0 then sleep(100) end async.map({ 1 }, function() rec(n - 1) end) end rec(8000)",
    "local t = setmetatable({}, { __close = function() while true do end end }) local x <close> = t error('closed')",
    "error(setmetatable({}, { __tostring = function() while true do end end }))",
    "local co = coroutine.wrap(function() local x <close> = setmetatable({}, { __close = function() while true do end end }) error('e') end) co()",
    "error()",
    "coroutine.yield(1)",
    "require('..secrets')",
    "string.rep = nil",
    "getmetatable('').__index = nil",
  ])
  func failsTheTaskAndNothingElse(body: String) async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("bad", "timeout = 0.5,", body)
        + Self.task("good", "", "return { data = { n = 1 } }"),
      "insights/b.lua": Self.task("after", "", "return { data = ctx.get_data('good') }"),
    ]).run()
    #expect(result.status == .done)
    #expect(result[task: "bad"]?.success == false)
    #expect(result.data("after") == #"{"n":1}"#)
  }

  @Test func loadsAModuleAgainWhenItsLoaderWasDropped() async throws {
    let result = try await JobFixture([
      "lib/slow.lua": "sleep(0.2)\nreturn { n = 1 }",
      "collectors/a.lua": Self.task(
        "a", "timeout = 0.05,", "coroutine.wrap(function() require('lib.slow') end)() return { data = {} }")
        + Self.task("b", "", "return { data = require('lib.slow') }"),
    ]).run()
    #expect(result[task: "a"]?.success == false)
    #expect(result.data("b") == #"{"n":1}"#)
  }

  @Test func doesNotLendOutWhatIsFrozen() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        """
        local _, string_table = pairs(string)
        local ok = pcall(function() string_table.rep = function() return "evil" end end)
        local _, e = pcall(http.get, "http://down/")
        return { data = { ok = ok, rep = ("x"):rep(2), meta = getmetatable(e), index = e.__index == nil } }
        """)
    ]).run()
    #expect(result.data("a") == #"{"index":true,"meta":false,"ok":false,"rep":"xx"}"#)
  }

  @Test func givesBackDefaultsAsTheyAre() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        """
        local t, f = { 1, [10] = "a" }, function() end
        return { data = {
          ctx.base("none", t) == t, ctx:base("none", f) == f, ctx.config.get("none", t) == t, ctx.config:get("none", f) == f,
        } }
        """)
    ]).run()
    #expect(result.data("a") == "[true,true,true,true]")
  }

  @Test func keepsFindingsWhenASecretIsANumber() async throws {
    var fixture = JobFixture([
      "insights/a.lua": Self.task(
        "a", "", "return { data = { n = 1000 }, resources = { { id = 'r', violation = true, data = { n = 1000 } } } }")
    ])
    fixture.secrets = ["1000"]
    let result = try await fixture.run()
    #expect(result.violations.map(\.resourceID) == ["r"])
    #expect(result.data("a") == #"{"n":"••••"}"#)
    #expect(result.violations.first?.output["data"]?["n"] == "••••")
  }

  @Test func keepsLogsOfWhatIsClosedAtTheEnd() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "timeout = 0.05,",
        "local g <close> = setmetatable({}, { __close = function() ctx.add_log('closed') end }) sleep(60)")
    ]).run()
    #expect(result[task: "a"]?.logs.map(\.text) == ["closed"])
  }

  @Test func forgetsTheJudgementOfAnInsightThatFails() async throws {
    let result = try await JobFixture([
      "insights/a.lua": Self.task(
        "a", "", "return { data = {}, violation = true, resources = { { id = 'x', violation = true }, { id = 'x' } } }")
    ]).run()
    #expect(result[task: "a"]?.errors.first?.contains("an id must be unique") == true)
    #expect(result[task: "a"]?.isViolation == false)
    #expect(result.violations.isEmpty)
  }

  @Test func releasesErrorsThatGroupsPassOn() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        """
        for i = 1, 5000 do pcall(async.map, { 1 }, function() error { ("x"):rep(100000) .. i } end) end
        return { data = {} }
        """)
    ]).run()
    #expect(result[task: "a"]?.errors == [])
  }

  @Test func wakesModuleWaitersInTheirOrder() async throws {
    let result = try await JobFixture([
      "lib/slow.lua": "sleep(0.02)\nreturn {}",
      "collectors/a.lua": """
      local order = {}
      for i = 1, 8 do
        task { name = "t" .. i, title = "T", run = function()
          require("lib.slow")
          order[#order + 1] = i
          return { data = { place = #order } }
        end }
      end
      """,
    ]).run()
    #expect(result.tasks.compactMap { result.data($0.name) } == (1...8).map { "{\"place\":\($0)}" })
  }

  @Test func endsTheJobThoughEveryTaskIsTooShortToBeInterrupted() async throws {
    var fixture = JobFixture([
      "collectors/a.lua": """
      for i = 1, 3000 do
        task { name = "t" .. i, title = "T", run = function() local x = 0 for n = 1, 20000 do x = x + n end return { data = {} } end }
      end
      """
    ])
    fixture.limits[.timeout] = 0.05
    let result = try await fixture.run()
    #expect(result.status == .error)
    #expect(result.tasks.contains { $0.status == .queued || !$0.success })
  }
}
