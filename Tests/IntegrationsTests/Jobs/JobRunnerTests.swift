import JSONSchema
import Testing

@testable import Integrations

@Suite struct JobRunnerTests {
  private static let task = JobFixture.task

  @Test func givesCollectedDataToInsights() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("list", "", "return { data = { items = { 1, 2 } }, message = 'two' }"),
      "insights/b.lua": Self.task(
        "judge", "severity = 'high',", "return { data = ctx.get_data('list'), violation = true, message = 'bad' }"),
    ]).run()
    #expect(result.status == .done)
    #expect(result.data("judge") == #"{"items":[1,2]}"#)
    #expect(result.violations.map(\.taskName) == ["judge"])
    #expect(result.violations.first?.severity == .high)
    #expect(result[task: "list"]?.message == "two")
  }

  @Test func waitsForDataOfATaskOfTheSameOrder() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("a", "", "return { data = { seen = ctx.get_data('b').value } }"),
      "collectors/b.lua": Self.task("b", "", "sleep(0.01) return { data = { value = 7 } }"),
    ]).run()
    #expect(result.data("a") == #"{"seen":7}"#)
  }

  @Test func runsTasksOfOneOrderSideBySide() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": """
      local running, most = 0, 0
      for i = 1, 50 do
        task { name = "t" .. i, title = "T", run = function()
          running = running + 1
          most = math.max(most, running)
          sleep(0.1)
          running = running - 1
          return { data = { most = most } }
        end }
      end
      """
    ]).run()
    #expect(result.data("t1") == #"{"most":50}"#)
  }

  @Test func raisesAWaitThatCanNeverEnd() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("a", "", "return { data = ctx.get_data('b') }"),
      "collectors/b.lua": Self.task("b", "", "return { data = ctx.get_data('a') }"),
    ]).run()
    #expect(result[task: "b"]?.success == false)
    #expect(result[task: "b"]?.errors.first?.contains("b → a → b") == true)
    #expect(result[task: "a"]?.success == true)
  }

  @Test func givesACopyThatOthersDoNotSee() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("list", "", "return { data = { n = 1 } }"),
      "insights/b.lua": Self.task("b", "", "local d = ctx.get_data('list') d.n = 2 return { data = d }")
        + Self.task("c", "", "return { data = ctx.get_data('list') }"),
    ]).run()
    #expect(result.data("b") == #"{"n":2}"#)
    #expect(result.data("c") == #"{"n":1}"#)
  }

  @Test func failsATaskPastItsTimeoutAndGoesOn() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("stuck", "timeout = 0.05,", "sleep(60) return { data = {} }")
        + Self.task("busy", "timeout = 0.05,", "while true do end") + Self.task("fine", "", "return { data = {} }")
    ]).run()
    #expect(result[task: "stuck"]?.errors == ["collectors/a.lua:2: timed out after 0.05 s (timeout)"])
    #expect(result[task: "busy"]?.errors.first?.contains("timed out after 0.05 s") == true)
    #expect(result[task: "fine"]?.success == true)
    #expect(result.status == .done)
  }

  @Test func endsTheJobAtItsTimeout() async throws {
    var fixture = JobFixture([
      "collectors/a.lua": Self.task("quick", "", "return { data = {} }") + Self.task("slow", "", "sleep(60)"),
      "insights/b.lua": Self.task("never", "", "return { data = {} }"),
    ])
    fixture.limits[.timeout] = 0.1
    let result = try await fixture.run()
    #expect(result.status == .error)
    #expect(
      result.error?.hasPrefix("timed out after 0.1 s (limit timeout: 0.1 s). Where that is not enough, set") == true)
    #expect(result[task: "quick"]?.success == true)
    #expect(result[task: "slow"]?.success == false)
    #expect(result[task: "never"]?.status == .queued)
  }

  @Test(arguments: ["sleep(60)", "http.get('http://slow/')", "while true do end", "async.map({ 1, 2 }, sleep)"])
  func keepsWhatWasReachedWhenItIsCancelled(body: String) async throws {
    let fixture = JobFixture([
      "collectors/a.lua": Self.task("quick", "order = 1,", "return { data = { n = 1 } }") + Self.task("slow", "", body)
    ])
    let (started, signal) = AsyncStream.makeStream(of: Void.self)
    let job = Task {
      try await fixture.run { event in
        if case .taskStarted("slow") = event { signal.finish() }
      }
    }
    for await _ in started {}
    job.cancel()
    let result = try await job.value
    #expect(result.status == .error)
    #expect(result.error == "cancelled")
    #expect(result.data("quick") == #"{"n":1}"#)
    #expect(result[task: "slow"]?.success == false)
  }

  @Test func endsWithStageOneWhenThatFails() async throws {
    let result = try await JobFixture([
      "entry.lua": "return runner { name = 'sample', stage_one = function()\nerror('no token')\nend }",
      "collectors/a.lua": Self.task("a", "", "return { data = {} }"),
    ]).run()
    #expect(result.status == .error)
    #expect(result.stageOne?.errors == ["entry.lua:2: no token"])
    #expect(result[task: "a"]?.status == .queued)
  }

  @Test func handsLiveValuesOfStageOneToTasks() async throws {
    let result = try await JobFixture([
      "entry.lua": """
      return runner { name = 'sample', stage_one = function(ctx)
        return { token = 't', double = function(n) return 2 * n end, list = { 1 } }
      end }
      """,
      "collectors/a.lua": Self.task(
        "a", "",
        "return { data = { ctx.base('token'), ctx:base('double')(21), #ctx.base('list'), ctx.base('none', 'd') } }"),
    ]).run()
    #expect(result.data("a") == #"["t",42,1,"d"]"#)
  }

  @Test func readsTheConfigAndRefusesToChangeIt() async throws {
    var fixture = JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        """
        local ok, e = pcall(function() ctx.config.region = "x" end)
        local keys = {}
        for key in pairs(ctx.config) do keys[#keys + 1] = key end
        return { data = { ctx.config.get("region"), ctx.config.region, ctx.config.get("none", 1), ok, e, #keys } }
        """)
    ])
    fixture.config = .object(["region": "eu"])
    let result = try await fixture.run()
    #expect(
      result.data("a")
        == #"["eu","eu",1,false,"collectors/a.lua:2: ctx.config is read-only: ctx.config.region cannot be set",1]"#)
  }

  @Test func masksSecretsWhereverTheyTurnUp() async throws {
    var fixture = JobFixture([
      "collectors/a.lua": Self.task(
        "a", "",
        "ctx.add_log('key ' .. ctx.config.key) return { data = { k = ctx.config.key }, message = ctx.config.key }")
        + Self.task("b", "", "error('with ' .. ctx.config.key)")
    ])
    fixture.config = .object(["key": "hunter\"2"])
    fixture.secrets = ["hunter\"2"]
    let result = try await fixture.run()
    #expect(result.data("a") == #"{"k":"••••"}"#)
    #expect(result[task: "a"]?.message == "••••")
    #expect(result[task: "a"]?.logs.map(\.text) == ["key ••••"])
    #expect(result[task: "b"]?.errors == ["collectors/a.lua:5: with ••••"])
    #expect(!String(decoding: result.json.serialized(), as: UTF8.self).contains("hunter"))
  }

  @Test func skipsWhatDependsOnAFailure() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("a", "", "error('no')") + Self.task("b", "depends_on = { 'a' },", "")
        + Self.task("c", "depends_on = { 'b' },", "") + Self.task("off", "enabled = false,", "")
    ]).run()
    #expect(result[task: "b"]?.errors == ["skipped: depends on 'a', which failed"])
    #expect(result[task: "c"]?.errors == ["skipped: depends on 'b', which was skipped"])
    #expect(result[task: "off"]?.status == .skipped)
    #expect(result.status == .done)
  }

  @Test(arguments: [
    (JobPlan.Selection.tasks(["b"]), ["a", "b"]),
    (.only(["b"]), ["b"]),
    (.all, ["a", "b", "c"]),
  ])
  func runsTheSelectedTasks(selection: JobPlan.Selection, names: [String]) async throws {
    var fixture = JobFixture([
      "collectors/a.lua": Self.task("a", "", "return { data = {} }")
        + Self.task("b", "depends_on = { 'a' },", "return { data = ctx.get_data('c') }")
        + Self.task("c", "", "return { data = {} }")
    ])
    fixture.selection = selection
    let result = try await fixture.run()
    #expect(result.tasks.map(\.name) == names)
    #expect(result.tasks.allSatisfy { $0.success })
  }
}
