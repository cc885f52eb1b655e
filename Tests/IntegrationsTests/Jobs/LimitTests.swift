import JSONSchema
import Lua
import Testing

@testable import Integrations

/// Limits of a job: what a script that reaches one is told, and what goes on.
@Suite(.timeLimit(.minutes(2)))
struct LimitTests {
  /// Runs one collector `a` beside `other`, which does nothing.
  private func run(
    _ body: String, _ setting: (inout JobLimits) -> Void = { _ in }, transport: (any HTTPTransport)? = nil
  ) async throws -> JobResult {
    var fixture = JobFixture([
      "collectors/a.lua": JobFixture.task("a", "", body),
      "collectors/other.lua": JobFixture.task("other", "order = 200,", "return { data = { fine = true } }"),
    ])
    setting(&fixture.limits)
    if let transport { fixture.transport = transport }
    return try await fixture.run()
  }

  private static let raise = "Where that is not enough, set \"limits\": { \""

  @Test(arguments: [
    "while true do end", "while true do pcall(error) end", "while true do coroutine.wrap(function() end)() end",
    "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end }) while true do pcall(function() return t[1] end) end",
  ])
  func endsATaskThatComputesWithoutWaiting(body: String) async throws {
    let result = try await run(body) { $0[.cpuSlice] = 0.1 }
    let error = result[task: "a"]?.errors.first ?? ""
    #expect(error.hasPrefix("collectors/a.lua:2: the script computed for too long without waiting for anything"))
    #expect(error.contains("(limit cpu_slice: 0.1 s). \(Self.raise)cpu_slice\": 0.2 } in integrations.json"))
    #expect(result[task: "other"]?.success == true)
    #expect(result.status == .done)
  }

  @Test func countsASliceAnewAfterEachWait() async throws {
    let result = try await run(
      "local stop = os.clock() + 0.4 while os.clock() < stop do for _ = 1, 1e4 do end sleep(0) end return { data = {} }"
    ) { $0[.cpuSlice] = 0.3 }
    #expect(result[task: "a"]?.errors == [])
  }

  @Test func endsTheJobThatUsesTooMuchCPUInAll() async throws {
    let result = try await run("while true do for _ = 1, 1e5 do end sleep(0) end") { $0[.cpu] = 0.2 }
    #expect(result.error?.hasPrefix("the scripts of the job used too much CPU time (limit cpu: 0.2 s). ") == true)
    #expect(result[task: "a"]?.fault?.location?.line == 2)
    #expect(result[task: "other"]?.status == .queued)
  }

  @Test func failsATaskThatRunsOutOfMemory() async throws {
    let result = try await run("local t = {} for i = 1, 1e9 do t[i] = { i } end") { $0[.memory] = 16 }
    let error = result[task: "a"]?.errors.first ?? ""
    #expect(error.hasPrefix("collectors/a.lua:2: the job is out of memory (limit memory: 16 MiB). "))
    #expect(result[task: "other"]?.success == true)
  }

  @Test func letsAScriptCatchOnceThatMemoryIsOut() async throws {
    let result = try await run(
      """
      local ok, message = pcall(function() local t = {} for i = 1, 1e9 do t[i] = { i } end end)
      return { data = { ok = ok, message = message } }
      """
    ) { $0[.memory] = 16 }
    #expect(
      result.data("a")
        == #"{"message":"not enough memory: the job has reached its limit of 16 MiB (limit memory)","ok":false}"#)
  }

  @Test(arguments: [
    "local t = {} while true do pcall(function() for i = 1, 1e9 do t[#t + 1] = { i } end end) end",
    "local t = {} while true do coroutine.resume(coroutine.create(function() for i = 1, 1e9 do t[#t + 1] = { i } end end)) end",
    "local s = ('x'):rep(1e6) while true do pcall(function() s = s .. s end) end",
    "local t = {} while true do xpcall(function() while true do t[#t + 1] = {} end end, function(m) return m end) end",
  ])
  func endsTheJobThatStaysAtItsMemoryLimit(body: String) async throws {
    let result = try await run(body) { $0[.memory] = 16 }
    #expect(result.error?.hasPrefix("the job ran out of memory again after it had caught that once") == true)
    #expect(result[task: "a"]?.success == false)
  }

  @Test func countsResultsAsMemory() async throws {
    var fixture = JobFixture([
      "collectors/a.lua": """
      for i = 1, 40 do
        task { name = "t" .. i, title = "T", order = i, run = function() return { data = { ("x"):rep(1024 * 1024) } } end }
      end
      """
    ])
    fixture.limits[.memory] = 24
    let result = try await fixture.run()
    #expect(result[task: "t1"]?.success == true)
    #expect(result[task: "t40"]?.errors.first?.contains("limit memory: 24 MiB") == true)
  }

  @Test func countsBodiesAsMemory() async throws {
    let result = try await run(
      "for i = 1, 100 do http.post('http://a/', { body = ('x'):rep(4e6) .. i }) end return { data = {} }"
    ) { $0[.memory] = 16 }
    #expect(result[task: "a"]?.success == true)
  }

  @Test func refusesMoreRequestsAtOnceThanTheLimit() async throws {
    let result = try await run(
      "async.map({ 1, 2, 3 }, function(i) http.get('http://slow/' .. i) end)"
    ) { $0[.requests] = 2 }
    #expect(
      result[task: "a"]?.errors.first?.contains("http: too many requests are under way (limit requests: 2") == true)
  }

  @Test func refusesMoreLinesThanTheLogTakes() async throws {
    let result = try await run("for i = 1, 4 do ctx.add_log(i) end") { $0[.logLines] = 3 }
    #expect(result[task: "a"]?.logs.map(\.text) == ["1", "2", "3"])
    #expect(result[task: "a"]?.errors.first?.contains("the log is full (limit log_lines: 3 lines)") == true)
  }

  @Test func cutsLongLinesOfTheLog() async throws {
    let result = try await run("ctx.add_log(('é'):rep(10)) return { data = {} }") { $0[.logLine] = 5 }
    #expect(result[task: "a"]?.logs.map(\.text) == ["éé… (cut: 20 bytes, limit log_line)"])
  }

  @Test func refusesDataAboveTheLimit() async throws {
    let result = try await run("return { data = { ('x'):rep(2000000) } }") { $0[.result] = 1 }
    #expect(result[task: "a"]?.success == false)
    #expect(result[task: "a"]?.errors.first?.contains("1048576 bytes") == true)
  }

  @Test func refusesMoreCoroutinesThanTheLimit() async throws {
    let result = try await run("local t = {} for i = 1, 1e6 do t[i] = coroutine.create(print) end") {
      $0[.coroutines] = 100
    }
    #expect(
      result[task: "a"]?.errors.first?.contains("too many coroutines: more than 100 live (limit coroutines)") == true)
  }

  @Test func collectsCoroutinesThatNobodyHolds() async throws {
    let result = try await run(
      "for i = 1, 10000 do coroutine.wrap(function() coroutine.yield() end)() end return { data = {} }"
    ) { $0[.coroutines] = 100 }
    #expect(result[task: "a"]?.errors == [])
  }

  @Test func refusesMoreTasksThanTheLimit() async throws {
    await #expect {
      try await run("return { data = {} }") { $0[.tasks] = 1 }
    } throws: { error in
      (error as? IntegrationError)?.message.contains("the integration declares too many tasks (limit tasks: 1") == true
    }
  }

  @Test func givesWhatClosesAShareOfOneMoment() async throws {
    // A hundred coroutines that each compute without end when they are closed: together they get a tenth of a second.
    let result = try await run(
      """
      local list = {} for i = 1, 100 do list[i] = i end
      async.map(list, function()
        local _ <close> = setmetatable({}, { __close = function() while true do end end })
        sleep(60)
      end)
      """
    ) { $0[.timeout] = 0.2 }
    #expect(result.status == .error)
    #expect(result.duration < .seconds(5))
  }

  @Test(arguments: [
    (#"{ "memry": 5 }"#, "\"limits\" has the unknown key \"memry\". Did you mean \"memory\"?"),
    (#"{ "memory": 0 }"#, "the limit \"memory\" must be a number of MiB above 0"),
    (#"{ "tasks": 1.5 }"#, "the limit \"tasks\" must be a whole number of tasks above 0"),
    (#"{ "cpu": "1" }"#, "the limit \"cpu\" must be a number of seconds above 0"),
    ("5", "\"limits\" must be an object"),
  ])
  func explainsWrongLimits(text: String, expected: String) throws {
    let catalogue = try JSONValue(parsing: Array(#"{ "name": "x", "limits": \#(text) }"#.utf8))
    #expect {
      _ = try JobLimits(CatalogueEntry(catalogue, at: 0))
    } throws: { error in
      (error as? IntegrationError)?.message.contains(expected) == true
    }
  }

  @Test func knowsTheLimitsThatTheSchemaOfTheCatalogueLists() throws {
    let schema = try JSONValue(parsing: CatalogueSchema.source)
    let entry = schema.objectValue?["$defs"]?.objectValue?["entry"] ?? schema
    let limits = Self.find("limits", in: entry)?.objectValue?["properties"]?.objectValue ?? [:]
    #expect(Set(limits.keys) == Set(JobLimit.allCases.map(\.rawValue)))
    for limit in JobLimit.allCases {
      #expect(limits[limit.rawValue]?.objectValue?["default"]?.doubleValue == limit.standard)
    }
  }

  /// The property of a schema, wherever it is declared.
  private static func find(_ name: String, in schema: JSONValue) -> JSONValue? {
    guard let object = schema.objectValue else { return nil }
    if let found = object["properties"]?.objectValue?[name] { return found }
    return object.keys.lazy.compactMap { find(name, in: object[$0] ?? .null) }.first
  }

  // MARK: What a job is doing

  @Test func tellsWhatEachTaskDoes() async throws {
    let inspector = JobInspector()
    let (snapshots, found) = AsyncStream.makeStream(of: JobSnapshot.self)
    var fixture = JobFixture([
      "collectors/a.lua": JobFixture.task("waits", "", "sleep(1.5)\nreturn { data = {} }")
        + JobFixture.task("fetches", "", "http.get('http://slow/x')"),
      "insights/b.lua": JobFixture.task("later", "", "return { data = {} }"),
    ])
    fixture.limits[.timeout] = 2
    fixture.inspector = inspector
    // Asked again until both wait.
    _ = try await fixture.run { event in
      if case .taskStarted("waits") = event { inspector.inspect() }
      guard case .inspected(let snapshot) = event else { return }
      if snapshot.tasks.flatMap(\.strands).allSatisfy({ $0.wait != nil }) {
        found.yield(snapshot)
      } else {
        Task.detached { inspector.inspect() }
      }
    }
    found.finish()
    let snapshot = try #require(await snapshots.first { _ in true })
    #expect(snapshot.tasks.map(\.name) == ["fetches", "waits", "later"])
    #expect(snapshot.tasks.map(\.status) == [.inProgress, .inProgress, .queued])
    #expect(snapshot.tasks.flatMap(\.strands).map(\.wait) == ["GET http://slow/x", "sleep(1.5)"])
    #expect(snapshot.tasks[1].strands.first?.traceback.first?.text.hasPrefix("collectors/a.lua:2") == true)
  }

  @Test func tellsWhereAScriptIsThatComputes() async throws {
    let inspector = JobInspector()
    let (snapshots, found) = AsyncStream.makeStream(of: JobSnapshot.self)
    var fixture = JobFixture([
      "collectors/a.lua": JobFixture.task(
        "busy", "", "local function spin()\nwhile true do end\nend\ncoroutine.wrap(spin)()")
    ])
    fixture.limits[.cpuSlice] = 1
    fixture.inspector = inspector
    _ = try await fixture.run { event in
      if case .taskStarted = event { Task.detached { inspector.inspect() } }
      if case .inspected(let snapshot) = event { found.yield(snapshot) }
    }
    found.finish()
    let snapshot = try #require(await snapshots.first { _ in true })
    let lines = snapshot.tasks.first?.strands.first?.traceback.map(\.location.line)
    #expect(lines == [3, 5])
  }
}
