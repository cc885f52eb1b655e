import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Integrations

/// The functions of `async`, as scripts call them. Nobody waits: the clock is not the machine's.
@Suite struct AsyncFunctionTests {
  /// What a task's body returns as data, or the first error of the task.
  private func outcome(of body: String, transport: any HTTPTransport = CannedTransport()) async throws -> String? {
    var fixture = JobFixture(["collectors/a.lua": JobFixture.task("a", "", body)])
    fixture.clock = VirtualClock().clock
    fixture.transport = transport
    let result = try await fixture.run()
    return result.data("a") ?? result[task: "a"]?.errors.first
  }

  private static let log = """
    local log = json.array {}
    local function note(text) return setmetatable({}, { __close = function() log[#log + 1] = text end }) end

    """

  @Test(arguments: [
    ("return { data = async.map({}, print) }", "[]"),
    ("return { data = async.map({ 3, 1, 2 }, function(n, i) sleep(n) return n * 10 + i end) }", "[31,12,23]"),
    ("return { data = async.all { function() sleep(2) return 'a' end, function() return 'b' end } }", #"["a","b"]"#),
    (
      "return { data = async.map({ 1, 2 }, function(n) return async.map({ 1, 2 }, function(m) "
        + "sleep(10 - n - m) return n * 10 + m end) end) }", "[[11,12],[21,22]]"
    ),
    (
      "return { data = async.all_settled { function() error('no', 0) end, function() sleep(1) return 7 end } }",
      #"[{"error":"no","ok":false},{"ok":true,"value":7}]"#
    ),
    (
      "return { data = { async.race { function() sleep(2) return 'a' end, function() sleep(1) return 'b' end } } }",
      #"["b",2]"#
    ),
    (
      "local ok, e = pcall(async.race, { function() sleep(2) end, function() sleep(1) error('late', 0) end }) "
        + "return { data = { ok, e } }", #"[false,"late"]"#
    ),
    (
      "return { data = { async.any { function() error('x') end, function() sleep(1) return 'b' end } } }",
      #"["b",2]"#
    ),
    ("return { data = { async.timeout(5, function(a, b) sleep(1) return b, a end, 1, 2) } }", "[2,1]"),
    ("return { data = { async.timeout(0.5, math.max, 3, 9) } }", "[9]"),
  ])
  func givesWhatTheFunctionsReturn(body: String, data: String) async throws {
    #expect(try await outcome(of: body) == data)
  }

  @Test(arguments: [
    ("async.map({ 1 })", "async.map takes a function second, found nil"),
    ("async.map({ 1 }, print, { limits = 2 })", "async.map has no option \"limits\"; it has limit"),
    ("async.map({ 1 }, print, { limit = 0 })", "async.map: limit must be a whole number from 1"),
    ("async.all({ print, 1 })", "async.all: item 2 is a number, not a function"),
    ("async.all({ print, a = print })", "it has no place for the key a"),
    ("async.race {}", "an empty race has no winner"),
    ("async.any { function() error('p', 0) end, function() error('q', 0) end }", "failed: 1: p; 2: q"),
    ("async.timeout('x', print)", "async.timeout takes a number of seconds first, found x"),
    ("async.timeout(0/0, print)", "async.timeout takes a number of seconds first, found "),
    ("async.timeout(1)", "async.timeout takes a function second, found nil"),
    ("sleep(-1)", "sleep takes a number of seconds from 0, found number -1"),
    ("sleep(math.huge)", "sleep takes a number of seconds from 0, found"),
    ("sleep(0/0)", "sleep takes a number of seconds from 0, found"),
    ("sleep()", "sleep takes a number of seconds from 0, found nil"),
  ])
  func saysWhatIsWrongAtTheAuthorsLine(call: String, message: String) async throws {
    let error = try #require(try await outcome(of: call))
    #expect(error.hasPrefix("collectors/a.lua:2: "), "\(error)")
    #expect(error.contains(message), "\(error)")
  }

  @Test(arguments: ["race", "any"])
  func closesTheOthersWhenOneHasWon(function: String) async throws {
    let body =
      Self.log + """
        async.\(function) {
          function() local _ <close> = note("slow"); http.get("http://slow/") end,
          function() local _ <close> = note("group"); async.map({ 1, 2 }, function(n)
            local _ <close> = note("member " .. n)
            sleep(100)
          end) end,
          function() local _ <close> = note("winner"); sleep(1) end,
        }
        return { data = log }
        """
    let transport = CancelledRequests()
    #expect(
      try await outcome(of: body, transport: transport) == #"["winner","slow","member 1","member 2","group"]"#)
    #expect(transport.urls == ["http://slow/"])
  }

  @Test func cancelsWhatTakesTooLong() async throws {
    let body =
      Self.log + """
        local ok, e = pcall(async.timeout, 2, function()
          local _ <close> = note("closed")
          return http.get("http://slow/")
        end)
        return { data = { ok = ok, kind = e.kind, seconds = e.seconds, text = tostring(e), log = log } }
        """
    let transport = CancelledRequests()
    #expect(
      try await outcome(of: body, transport: transport)
        == #"{"kind":"timeout","log":["closed"],"ok":false,"seconds":2,"text":"timed out after 2 s (async.timeout)"}"#)
    #expect(transport.urls == ["http://slow/"])
  }

  @Test func letsTheShorterOfTwoTimeoutsStrike() async throws {
    let body = """
      local ok, e = pcall(async.timeout, 9, function() return async.timeout(3, sleep, 100) end)
      local ok2, e2 = pcall(async.timeout, 3, function() return async.timeout(9, sleep, 100) end)
      return { data = { e.seconds, e2.seconds } }
      """
    #expect(try await outcome(of: body) == "[3,3]")
  }

  @Test(arguments: ["async.all { deep }", "async.race { deep }", "async.timeout(9, deep)"])
  func keepsTheTracebackOfTheFunctionThatFailed(call: String) async throws {
    var fixture = JobFixture([
      "collectors/a.lua": "local function deep()\nsleep(1)\nerror('bad')\nend\n"
        + JobFixture.task("a", "", "local result = \(call)\nreturn { data = { result } }")
    ])
    fixture.clock = VirtualClock().clock
    let result = try await fixture.run()
    #expect(result[task: "a"]?.errors == ["collectors/a.lua:3: bad"])
    let lines = result[task: "a"]?.fault?.tracebackText()?.split(separator: "\n").map(String.init) ?? []
    #expect(lines.count == 2, "\(lines)")
    #expect(lines.first?.contains("collectors/a.lua:3") == true)
    #expect(lines.last?.contains("collectors/a.lua:6") == true)
  }

  @Test func namesTheLineThatTimedOut() async throws {
    #expect(
      try await outcome(of: "async.timeout(1, sleep, 5)")
        == "collectors/a.lua:2: timed out after 1 s (async.timeout)")
  }

  @Test(arguments: ["async.race { nest }", "async.timeout(1e6, nest)", "async.all_settled { nest }[1].value"])
  func refusesARecursionWithoutEnd(call: String) async throws {
    let body = """
      local function nest() local _ = \(call.hasSuffix("value") ? "assert(\(call.replacing(".value", with: ".ok")))" : call) end
      nest()
      """
    let error = try #require(try await outcome(of: body))
    #expect(error.contains("more than 100 levels deep") || error.contains("assertion failed"), "\(error)")
  }

  @Test func runsTenThousandAtMostSideBySide() async throws {
    let body = """
      local running, most = 0, 0
      local functions = {}
      for i = 1, 10050 do
        functions[i] = function()
          running = running + 1
          most = math.max(most, running)
          sleep(1)
          running = running - 1
        end
      end
      async.all(functions)
      return { data = { most = most } }
      """
    var fixture = JobFixture(["collectors/a.lua": JobFixture.task("a", "", body)])
    fixture.clock = VirtualClock().clock
    fixture.limits[.coroutines] = 20_000
    #expect(try await fixture.run().data("a") == #"{"most":10000}"#)
  }

  /// Every example of docs/stdlib/async.md prints what its comments say.
  @Test func keepsTheWordOfItsPage() async throws {
    let page = try String(
      contentsOf: Luahost.repository.appending(path: "docs/stdlib/async.md"), encoding: .utf8)
    let examples = page.split(separator: "```lua\n").dropFirst().compactMap { $0.split(separator: "\n```").first }
    #expect(!examples.isEmpty)
    for example in examples {
      var fixture = JobFixture(["collectors/a.lua": JobFixture.task("a", "", example + "\nreturn { data = {} }")])
      fixture.clock = VirtualClock().clock
      let task = try #require(try await fixture.run()[task: "a"])
      let expected = example.split(separator: "\n").compactMap { line in
        line.firstRange(of: "--> ").map { String(line[$0.upperBound...]) }
      }
      #expect(!expected.isEmpty)
      #expect(task.logs.map(\.text) == expected, "\(task.errors)")
    }
  }
}

/// Answers as ``CannedTransport`` does, and notes the URLs of requests that were given up.
private final class CancelledRequests: HTTPTransport {
  private let given = Mutex<[String]>([])

  var urls: [String] { given.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    do throws(HTTPFailure) {
      return try await CannedTransport().send(request)
    } catch {
      if error.kind == .cancelled { given.withLock { $0.append(request.url) } }
      throw error
    }
  }

  func shutdown() async {}
}
