import Foundation
import TestSupport
import Testing

/// `luahost test`, as a user runs it.
@Suite(.timeLimit(.minutes(3)))
struct TestCommandTests {
  private static let fixture: [String: String] = [
    "integrations.json": """
    [{ "name": "demo", "title": "Demo", "schema": { "type": "object", "required": ["token"],
      "properties": { "token": { "type": "string", "format": "password" } } } }]
    """,
    "integrations/demo/entry.lua": """
    return runner { name = "demo", stage_one = function(ctx)
      return { token = ctx.config.get("token") }
    end }
    """,
    "integrations/demo/lib/double.lua": "return function(x) return x * 2 end\n",
    "integrations/demo/collectors/items.lua": """
    task { name = "items", title = "Items", run = function(ctx)
      local answer = http.get("https://api.example.com/items", { auth = { bearer = ctx.base("token") } })
      sleep(60)
      return { data = { items = answer:json(), at = os.time(), year = os.date("!%Y") } }
    end }
    """,
    "integrations/demo/insights/judge.lua": """
    task { name = "judge", title = "Judge", depends_on = { "items" }, run = function(ctx)
      local items = ctx.get_data("items").items
      if #items > 99 then
        error("too many")
      end
      return { data = { count = #items }, violation = #items > 1 }
    end }
    """,
  ]

  private func withTests(
    _ tests: [String: String], _ body: (URL, _ test: ([String]) async throws -> Luahost.Outcome) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      var files = Self.fixture
      for (name, text) in tests { files["integrations/demo/tests/\(name)"] = text }
      try folder.write(files)
      try await body(folder) { try await Luahost.run(["test"] + $0, in: folder) }
    }
  }

  @Test func runsTasksAndModulesOfTheIntegration() async throws {
    try await withTests([
      "items_test.lua": """
      local double = require("lib.double")
      it("doubles", function() expect(double(2)).to_be(4) end)
      it("fetches", function()
        local result = run_task("items", {
          config = { token = "the-token-of-tests" }, now = "2026-01-31T00:00:00Z",
          http = { ["GET https://api.example.com/items"] = { json = { "a", "b" } } },
        })
        expect(result.success).to_be_true()
        expect(result.output.data).to_equal { items = { "a", "b" }, at = 1769817600, year = "2026" }
        expect(result.requests).to_have_length(1)
        expect(result.requests[1].headers.authorization).to_be("Bearer ••••")
      end)
      it("judges given data", function()
        local result = run_task("judge", { config = { token = "t" }, data = { items = { items = { 1, 2 } } } })
        expect(result.is_violation).to_be_true()
        expect(result.requests).to_equal {}
      end)
      it("runs it all", function()
        local result = run_integration { config = { token = "t" }, base = { token = "t" },
          http = { ["GET https://api.example.com/items"] = { status = 200, body = "[]" } } }
        expect(result.status).to_be("done")
        expect(result.tasks.judge.output.data.count).to_be(0)
      end)
      """
    ]) { _, test in
      let outcome = try await test([])
      #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.contains("4 passed · 1 file"))
    }
  }

  @Test func tellsWhereAndHowValuesDiffer() async throws {
    try await withTests([
      "a_test.lua": """
      it("differs", function()
        expect({ list = { 1, 2 }, flag = json.null }).to_equal { list = { 1, 3 }, flag = false }
      end)
      it("is stopped", function()
        while true do end
      end, { timeout = 0.2 })
      it("goes on", function() end)
      """
    ]) { _, test in
      let outcome = try await test([])
      #expect(outcome.code == 1)
      for part in [
        "✗ differs", "integrations/demo/tests/a_test.lua:2", "expect({ list = { 1, 2 }, flag = json.null })",
        "value.list[2]", "expected  3", "found     2", "value.flag", "found     json.null",
        "timed out after 0.2 s", "✓ goes on", "1 passed · 2 failed",
      ] {
        #expect(outcome.output.contains(part), "\(part) is not in\n\(outcome.output)")
      }
      #expect(!outcome.output.contains("\u{1B}"), "plain without a terminal")
    }
  }

  @Test func failsARequestWithoutAnAnswerThoughTheScriptGoesOn() async throws {
    try await withTests([
      "a_test.lua": """
      it("swallows", function()
        pcall(run_task, "items", { config = { token = "t" } })
        pcall(http.get, "https://api.example.com/own")
      end)
      """
    ]) { _, test in
      let outcome = try await test([])
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("https://api.example.com/own: there is no recording of it"))
      #expect(outcome.output.contains("luahost test --record integrations/demo/tests/a_test.lua"))
    }
  }

  @Test func namesTheCommandThatRecordsAndTheNearestAnswer() async throws {
    try await withTests([
      "a_test.lua": """
      it("has no recording", function() run_task("items", { config = { token = "t" } }) end)
      it("has another answer", function()
        run_task("items", { config = { token = "t" }, http = { ["GET https://api.example.com/item"] = { json = {} } } })
      end)
      it("has a wrong config", function() run_task("items") end)
      """
    ]) { _, test in
      let outcome = try await test([])
      #expect(outcome.output.contains("Record it with: luahost test --record integrations/demo/tests/a_test.lua:1"))
      #expect(outcome.output.contains("The nearest is \"GET https://api.example.com/item\""))
      #expect(outcome.output.contains("“token” is missing."))
    }
  }

  @Test func comparesWritesAndRemovesSnapshots() async throws {
    let first = """
      it("one", function() expect({ b = 1, start_time = "2026-01-31T00:00:00.000Z" }).to_match_snapshot() end)
      it("two", function() expect("text").to_match_snapshot("with/a slash") end)
      """
    try await withTests(["a_test.lua": first]) { folder, test in
      #expect(try await test(["--ci"]).code == 1)
      #expect(try await test([]).output.contains("2 snapshots written"))
      let file = folder.appending(path: "integrations/demo/tests/snapshots/a_test.snap")
      let written = try String(contentsOf: file, encoding: .utf8)
      #expect(written.contains("== one 1\n{\n  b = 1,\n  start_time = <time>\n}\n"))
      #expect(written.contains("== two › with/a slash 1\n\"text\"\n"))
      #expect(try await test(["--ci"]).code == 0)

      let second = #"it("one", function() expect({ b = 2 }).to_match_snapshot() end)"#
      try folder.write(["integrations/demo/tests/a_test.lua": second])
      let differs = try await test([])
      #expect(differs.code == 1)
      #expect(differs.output.contains("-   b = 1") && differs.output.contains("+   b = 2"))
      #expect(differs.output.contains("no test uses the snapshot \"two › with/a slash 1\""))
      let updated = try await test(["--update"])
      #expect(updated.output.contains("1 snapshot updated") && updated.output.contains("1 snapshot removed"))
      #expect(try String(contentsOf: file, encoding: .utf8).contains("two") == false)
    }
  }

  @Test func tellsWhichLinesRan() async throws {
    try await withTests([
      "a_test.lua": """
      it("judges", function()
        local resume = coroutine.wrap(function() return require("lib.double")(1) end)
        expect(resume()).to_be(2)
        run_task("judge", { config = { token = "t" }, base = {}, data = { items = { items = {} } } })
      end)
      """
    ]) { folder, test in
      let outcome = try await test(["--coverage"])
      #expect(outcome.code == 0, "\(outcome.output)")
      let lines = outcome.output.split(separator: "\n")
      func line(_ file: String) -> String { lines.first { $0.contains(file) }.map(String.init) ?? "" }
      #expect(line("insights/judge.lua").contains("not: 4"))
      #expect(line("lib/double.lua").contains("100.0 %"))
      #expect(line("collectors/items.lua").contains("not: 2-4"))
      let lcov = folder.appending(path: "integrations/demo/.luahost/coverage/lcov.info")
      let text = try String(contentsOf: lcov, encoding: .utf8)
      #expect(text.contains("SF:integrations/demo/insights/judge.lua\n") && text.contains("DA:4,0\n"))
      #expect(try await test(["--coverage-min", "99"]).code == 1)
    }
  }

  @Test func stopsALoopWithCoverageToo() async throws {
    try await withTests([
      "a_test.lua": """
      it("loops", function() while true do end end, { timeout = 0.2 })
      it("loops in a coroutine", function()
        coroutine.wrap(function() while true do end end)()
      end, { timeout = 0.2 })
      it("goes on", function() expect(require("lib.double")(1)).to_be(2) end)
      """
    ]) { _, test in
      let outcome = try await test(["--coverage"])
      #expect(outcome.code == 1)
      #expect(outcome.output.contains("1 passed · 2 failed"))
      #expect(outcome.output.contains("lib/double.lua") && outcome.output.contains("100.0 %"))
    }
  }

  @Test func choosesTests() async throws {
    try await withTests([
      "a_test.lua": """
      describe("a", function()
        it("one", function() end)
        it("two", function() error("two") end)
        it("three", function() end)
      end)
      """,
      "b_test.lua": """
      it("four", function() error("four") end)
      it.only("five", function() end)
      it.skip("six")
      """,
      "c_test.lua": "it(",
    ]) { _, test in
      let all = try await test([])
      #expect(all.code == 65, "a file does not load, and the others ran")
      #expect(all.output.contains("3 passed · 1 failed · 2 skipped · 1 file did not load · 3 files"))
      #expect(try await test(["integrations/demo/tests/a_test.lua:4"]).output.contains("1 passed · 1 file"))
      #expect(try await test(["integrations/demo/tests/a_test.lua", "--filter", "ONE"]).code == 0)
      let bailed = try await test(["integrations/demo/tests/a_test.lua", "--bail"])
      #expect(bailed.output.contains("1 passed · 1 failed · 1 did not run"))
      let list = try await test(["integrations/demo/tests/b_test.lua", "--list"])
      #expect(list.output.contains("integrations/demo/tests/b_test.lua:2  five\n"))
      #expect(try await test(["integrations/demo/tests/nope_test.lua"]).code == 66)
      #expect(try await test(["integrations/demo/tests/a_test.lua", "--filter", "nothing has this"]).code == 66)
      #expect(try await test(["--timeout", "0"]).code == 64)
      let (one, same) = (
        try await test(["integrations/demo/tests/a_test.lua", "--seed", "7"]).output,
        try await test(["integrations/demo/tests/a_test.lua", "--seed", "7"]).output
      )
      let names: (String) -> [Substring] = { $0.split(separator: "\n").filter { $0.contains(" a › ") } }
      let withoutTimes: (Substring) -> ArraySlice<Substring> = { $0.split(separator: " ").prefix(4) }
      #expect(names(one).map(withoutTimes) == names(same).map(withoutTimes))
    }
  }

  @Test func writesJUnit() async throws {
    try await withTests([
      "a_test.lua": """
      describe("a <b>", function()
        it("one", function() end)
        it("two", function() error("5 < 6") end)
        it.skip("three")
      end)
      """
    ]) { folder, test in
      let outcome = try await test(["--junit", "-"])
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("1 passed · 1 failed · 1 skipped"), "people read it on standard error then")
      let document = try XMLDocumentCheck(outcome.output)
      #expect(document.counts == ["testsuites": 1, "testsuite": 1, "testcase": 3, "failure": 1, "skipped": 1])
      #expect(outcome.output.contains("5 &lt; 6"))
    }
  }

  @Test func recordsWhatIsMissingWithoutItsSecrets() async throws {
    try await withTests([:]) { folder, test in
      let socket = try ListeningSocket()
      let port = socket.port
      try folder.write([
        "integrations/demo/collectors/items.lua": """
        task { name = "items", title = "Items", run = function(ctx)
          local answer = http.get("http://127.0.0.1:\(port)/items", { auth = { bearer = ctx.base("token") } })
          return { data = answer:json() }
        end }
        """,
        "integrations/demo/tests/a_test.lua": """
        it("fetches", function()
          local result = run_task("items", { config = { token = "a-made-up-token" } })
          expect(result.output.data).to_match_table { said = "Bearer ••••" }
        end)
        """,
      ])
      let missing = try await test([])
      #expect(missing.code == 1)
      #expect(missing.output.contains("luahost test --record integrations/demo/tests/a_test.lua:1"))
      let server = """
        server {
          listen 127.0.0.1:\(port);
          location /items { default_type application/json; return 200 '{"said":"$http_authorization"}'; }
        }
        """
      let recorded = try await NginxServer.with(folder: folder, sockets: [socket], servers: server) {
        try await test(["integrations/demo", "--record", "-c", "token=the-real-token-0123456789"])
      }
      #expect(recorded.code == 0, "\(recorded.output)\(recorded.errors)")
      let line = try #require(recorded.output.split(separator: "\n").first { $0.contains("· recorded ") })
      let path = try #require(line.components(separatedBy: "recorded ").last)
      #expect(path.hasPrefix("integrations/demo/tests/fixtures/a/127.0.0.1_\(port)/GET-items-"))
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      #expect(!text.contains("the-real-token") && text.contains("Bearer ••••"))
      let replayed = try await test(["--ci"])
      #expect(replayed.code == 0, "\(replayed.output)")
    }
  }

  @Test func saysHowToBegin() async throws {
    try await withTests([:]) { _, test in
      let outcome = try await test(["integrations/demo"])
      #expect(outcome.code == 0)
      #expect(outcome.output.contains("has no tests yet"))
      #expect(outcome.output.contains("integrations/demo/tests/first_test.lua"))
    }
  }

  @Test func passesForTheRepositorysOwnIntegrations() async throws {
    let outcome = try await Luahost.run(["test", "--ci"])
    #expect(outcome.code == 0, "\(outcome.output)")
  }
}

/// Counts elements of a small document that has no comments and no CDATA.
private struct XMLDocumentCheck {
  var counts: [String: Int] = [:]

  init(_ text: String) throws {
    var open: [Substring] = []
    for tag in text.split(separator: "<").dropFirst() where !tag.hasPrefix("?") {
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0 == "-" }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { throw TestSupportError("\(name) is not what was opened last") }
      } else {
        counts[String(name), default: 0] += 1
        if !(tag.split(separator: ">").first?.hasSuffix("/") ?? false) { open.append(name) }
      }
    }
    guard open.isEmpty else { throw TestSupportError("\(open) stay open") }
  }
}
