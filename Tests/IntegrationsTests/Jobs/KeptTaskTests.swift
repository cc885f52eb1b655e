import JSONSchema
import Testing

@testable import Integrations

/// Jobs that take over results of before.
@Suite struct KeptTaskTests {
  private static let task = JobFixture.task

  /// Runs once, and again with the results of some tasks kept, `run` in place of what they did.
  private static func runAgain(
    _ files: [String: String], keeping names: Set<String>, secrets: [String] = [],
    change: (inout JobFixture) -> Void = { _ in }
  ) async throws -> (first: JobResult, second: JobResult) {
    var fixture = JobFixture(files)
    fixture.secrets = secrets
    fixture.keepsResults = true
    let first = try await fixture.run()
    change(&fixture)
    fixture.kept = first.kept.filter { names.contains($0.key) }
    return (first, try await fixture.run())
  }

  @Test func runsOnlyTheOthers() async throws {
    let (first, second) = try await Self.runAgain(
      [
        "collectors/a.lua": Self.task("list", "", "ctx.add_log('one') return { data = { n = 1 }, message = 'got' }"),
        "insights/b.lua": Self.task("judge", "", "return { data = ctx.get_data('list'), violation = true }")
          + Self.task("other", "depends_on = { 'list' },", "return { data = { m = ctx.get_message('list') } }"),
      ], keeping: ["list", "judge"]
    ) { fixture in
      fixture.files["collectors/a.lua"] = Self.task("list", "", "error('it runs')")
    }
    #expect(second[task: "list"]?.success == true)
    #expect(second[task: "list"]?.startTime == first[task: "list"]?.startTime)
    #expect(second[task: "list"]?.logs.map(\.text) == ["one"])
    #expect(second.data("other") == #"{"m":"got"}"#)
    #expect(second.violations.map(\.id) == first.violations.map(\.id))
    #expect(second.tasks.map(\.name) == ["list", "judge", "other"])
  }

  @Test func skipsWhatDependsOnAFailureThatIsKept() async throws {
    let (_, second) = try await Self.runAgain(
      [
        "collectors/a.lua": Self.task("list", "", "error('no')"),
        "insights/b.lua": Self.task("judge", "depends_on = { 'list' },", "return { data = {} }"),
      ], keeping: ["list"])
    #expect(second[task: "list"]?.hasFailed == true)
    #expect(second[task: "judge"]?.errors == ["skipped: depends on 'list', which failed"])
  }

  @Test func keepsOneOfTheSameOrder() async throws {
    let (_, second) = try await Self.runAgain(
      [
        "collectors/a.lua": Self.task("a", "", "return { data = { seen = ctx.get_data('b').value } }"),
        "collectors/b.lua": Self.task("b", "", "sleep(0.01) return { data = { value = 7 } }"),
      ], keeping: ["b"])
    #expect(second.data("a") == #"{"seen":7}"#)
  }

  /// In a whole run a collector sees nothing of an insight; it must not see a kept one either.
  @Test func showsNothingOfALaterOrderBeforeItsTime() async throws {
    let (first, second) = try await Self.runAgain(
      [
        "collectors/a.lua": Self.task(
          "a", "", "return { data = { there = ctx.has_result('b'), data = ctx.get_data('b') } }"),
        "insights/b.lua": Self.task("b", "", "return { data = { value = 7 } }"),
      ], keeping: ["b"])
    #expect(second.data("a") == first.data("a"))
    #expect(second.data("b") == #"{"value":7}"#)
  }

  @Test func showsSecretsOfKeptDataToScriptsOnly() async throws {
    let (first, second) = try await Self.runAgain(
      [
        "collectors/a.lua": Self.task("a", "", "return { data = { token = 'hush-hush' } }"),
        "insights/b.lua": Self.task("b", "", "return { data = { length = #ctx.get_data('a').token } }"),
      ], keeping: ["a"], secrets: ["hush-hush"])
    #expect(first.data("a") == #"{"token":"••••"}"#)
    #expect(second.data("a") == #"{"token":"••••"}"#)
    #expect(second.data("b") == #"{"length":9}"#)
  }

  @Test func endsWhereKeptResultsDoNotFit() async throws {
    var fixture = JobFixture(["collectors/a.lua": Self.task("a", "", "return { data = { text = ('x'):rep(9e6) } }")])
    fixture.keepsResults = true
    fixture.kept = try await fixture.run().kept
    fixture.limits[.memory] = 4
    let result = try await fixture.run()
    #expect(result.status == .error)
    #expect(result.error?.contains("limit memory: 4 MiB") == true)
  }

  @Test func givesABaseInPlaceOfStageOne() async throws {
    var fixture = JobFixture([
      "entry.lua": "return runner { name = 'sample', stage_one = function() error('it runs') end }",
      "collectors/a.lua": Self.task(
        "a", "", "return { data = { key = ctx.base('key'), id = ctx.base('account').id } }"),
    ])
    fixture.base = try JSONValue(parsing: #"{"key": "k", "account": {"id": 7}}"#)
    let result = try await fixture.run()
    #expect(result.data("a") == #"{"key":"k","id":7}"# || result.data("a") == #"{"id":7,"key":"k"}"#)
    #expect(result.stageOne?.success == true)
    fixture.base = .array([])
    #expect(try await fixture.run().error == "Stage one failed: the base must be an object, found []")
  }

  @Test func tellsWhatATaskHasRead() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": Self.task("a", "", "return { data = ctx.get_data() }")
        + Self.task(
          "b", "", "pcall(ctx.get_data, 'missing') return { data = { ctx.get_status('a'), ctx.succeeded('c') } }")
        + Self.task("c", "depends_on = { 'a' },", "ctx.get_logs('a') error('no')")
    ]).run()
    #expect(result[task: "a"]?.reads == [])
    #expect(result[task: "b"]?.reads == ["a", "c", "missing"])
    #expect(result[task: "c"]?.reads == ["a"])
  }
}
