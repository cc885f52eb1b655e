import JSONSchema
import Testing

@Suite(
  "Official JSON Schema test suite",
  .enabled(
    if: OfficialSuite.isPresent,
    "the suite is not there; run Scripts/fetch-json-schema-suite or set LUAHOST_JSON_SCHEMA_SUITE"))
struct OfficialSuiteTests {
  @Test(arguments: Dialect.allCases, OfficialSuite.Part.allCases)
  func passes(_ dialect: Dialect, _ part: OfficialSuite.Part) throws {
    let outcome = try OfficialSuite.run(dialect, part)
    print("suite \(OfficialSuite.folders[dialect] ?? "") \(part): \(outcome.passed) / \(outcome.total)")
    for failure in outcome.failures { print("  not passed: \(failure)") }
    #expect(outcome.total > 0)
    #expect(outcome.failures.count == 0)
  }
}
