import Testing

@testable import Integrations

/// What a task returns, right and wrong.
@Suite struct ReturnShapeTests {
  @Test(arguments: [
    ("", "run returned nil"),
    ("return 1", "run must return a table"),
    ("return {}", "without 'data'"),
    ("return { data = 'x' }", #"'data' of the returned table must be a table, found string "x""#),
    ("return { data = {}, message = 1 }", "'message' of the returned table must be a string, found number 1"),
    ("return { data = {}, violation = 'yes' }", "'violation' of the returned table must be true or false"),
    ("return { data = { items = { 1, 2, { when = print } } } }", "data.items[3].when"),
    ("return { data = { x = 0/0 } }", "data.x"),
    ("local t = {} t.t = t return { data = t }", "data.t"),
    ("return { data = {}, resources = { { name = 'x' } } }", "resources[1].id is required"),
    ("return { data = {}, resources = { { id = 'x', violaton = true } } }", "did you mean 'violation'?"),
  ])
  func failsTheTaskAndNamesTheKey(body: String, part: String) async throws {
    let result = try await JobFixture(["insights/a.lua": JobFixture.task("a", "", body)]).run()
    #expect(result[task: "a"]?.success == false)
    let error = result[task: "a"]?.errors.first ?? ""
    #expect(error.contains(part), "\(error)")
    #expect(error.hasPrefix("insights/a.lua:1: "), "\(error)")
  }

  @Test func warnsOfKeysThatAreNotKept() async throws {
    let result = try await JobFixture(["insights/a.lua": JobFixture.task("a", "", "return { data = {}, mesage = 'x' }")]).run()
    #expect(result[task: "a"]?.success == true)
    #expect(
      result[task: "a"]?.logs.map(\.text) == [
        "warning: the key 'mesage' of the returned table is not kept; did you mean 'message'?"
      ])
  }

  @Test func refusesAJudgementOfACollector() async throws {
    let result = try await JobFixture([
      "collectors/a.lua": JobFixture.task("a", "", "return { data = {}, violation = true }")
    ]).run()
    #expect(result[task: "a"]?.errors.first?.contains("only insights judge") == true)
    #expect(result.violations.isEmpty)
  }

  @Test func makesOneViolationForEachResourceWithAFingerprintThatStays() async throws {
    let fixture = JobFixture([
      "insights/a.lua": JobFixture.task(
        "a", "",
        """
        return { data = {}, resources = {
          { id = "one", type = "s3", violation = true, severity = "critical", message = "public" },
          { id = "two", violation = false }, { id = "three", violation = true, data = { n = 1 } },
        } }
        """)
    ])
    let first = try await fixture.run()
    let second = try await fixture.run()
    #expect(first.violations.map(\.resourceID) == ["one", "three"])
    #expect(first.violations.map(\.severity) == [.critical, .medium])
    #expect(first.violations.first?.violationType == "s3")
    #expect(first[task: "a"]?.isViolation == true)
    #expect(first.violations.map(\.fingerprint) == second.violations.map(\.fingerprint))
    #expect(Set(first.violations.map(\.fingerprint)).count == 2)
    #expect(first.violations.first?.id != second.violations.first?.id)
  }
}
