import Foundation
import JSONSchema
import Testing

/// The suite's tests of outputs and of annotations.
@Suite(
  "Official JSON Schema output tests",
  .enabled(
    if: OfficialSuite.isPresent,
    "the suite is not there; run Scripts/fetch-json-schema-suite or set LUAHOST_JSON_SCHEMA_SUITE"))
struct OutputSuiteTests {
  @Test(arguments: [Dialect.draft2019, .draft2020])
  func producesTheOutput(_ dialect: Dialect) throws {
    let name = OfficialSuite.folders[dialect] ?? ""
    let folder = OfficialSuite.folder.appendingPathComponent("output-tests/\(name)")
    let base = "https://json-schema.org/draft/\(name.dropFirst(5))/output/schema"
    var options = Schema.Options(defaultDialect: dialect, checksMetaSchema: false)
    options.documents[base] = try OfficialSuite.read(folder.appendingPathComponent("output-schema.json"))
    var passed = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("content").path) {
      for group in try OfficialSuite.read(folder.appendingPathComponent("content/\(file)")).arrayValue ?? [] {
        let schema = try Schema(group["schema"] ?? true)
        for test in group["tests"]?.arrayValue ?? [] {
          for (format, expected) in test["output"]?.objectValue ?? [:] {
            let output = schema.output(for: test["data"] ?? .null, format: try #require(OutputFormat(rawValue: format)))
            let faults = try Schema(expected, options: options).validate(output).faults
            #expect(faults.isEmpty, "\(file): \(output): \(faults)")
            passed += 1
          }
        }
      }
    }
    print("suite \(name) output: \(passed)")
  }

  /// Every format of our own fits the specification's schema of outputs.
  @Test(arguments: OutputFormat.allCases)
  func fitsTheSchemaOfOutputs(_ format: OutputFormat) throws {
    let url = OfficialSuite.folder.appendingPathComponent("output-tests/draft2020-12/output-schema.json")
    let outputs = try Schema(OfficialSuite.read(url))
    let schema = try Schema(FaultTests.config)
    for instance in [
      [:], ["regions": [1, ["name": 2]], "port": "x", "x": 1], ["api_key": "12345678", "regions": [["name": "eu-1"]]],
    ] as [JSONValue] {
      let output = schema.output(for: instance, format: format)
      #expect(outputs.validate(output).faults.isEmpty)
      #expect(output["valid"] == .bool(schema.isValid(instance)))
    }
  }

  @Test(arguments: Dialect.allCases)
  func producesTheAnnotations(_ dialect: Dialect) throws {
    let folder = OfficialSuite.folder.appendingPathComponent("annotations/tests")
    var count = 0
    var failures: [String] = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      for group in try OfficialSuite.read(folder.appendingPathComponent(file))["suite"]?.arrayValue ?? [] {
        guard isCompatible(group["compatibility"]?.stringValue, dialect) else { continue }
        let documents = Dictionary(
          uniqueKeysWithValues: (group["externalSchemas"]?.objectValue ?? [:]).map { ($0.key, $0.value) })
        let options = Schema.Options(defaultDialect: dialect, documents: documents)
        let schema = try Schema(group["schema"] ?? true, options: options)
        for test in group["tests"]?.arrayValue ?? [] {
          let annotations =
            schema.output(for: test["instance"] ?? .null, format: .basic)["annotations"]?.arrayValue ?? []
          for assertion in test["assertions"]?.arrayValue ?? [] {
            count += 1
            if !holds(assertion, annotations, group["schema"]?["$id"]?.stringValue ?? "") {
              failures.append("\(file): \(group["description"] ?? .null): \(assertion)")
            }
          }
        }
      }
    }
    print("suite \(OfficialSuite.folders[dialect] ?? "") annotations: \(count - failures.count) / \(count)")
    for failure in failures { print("  not passed: \(failure)") }
    #expect(failures.count == 0)
  }

  private func isCompatible(_ rule: String?, _ dialect: Dialect) -> Bool {
    let numbers: [Dialect: Int] = [.draft4: 4, .draft6: 6, .draft7: 7, .draft2019: 2019, .draft2020: 2020]
    let own = numbers[dialect] ?? 0
    return (rule ?? "").split(separator: ",").allSatisfy { part in
      if part.hasPrefix("<=") { return own <= Int(part.dropFirst(2)) ?? 0 }
      if part.hasPrefix("=") { return own == Int(part.dropFirst()) ?? 0 }
      return own >= Int(part) ?? 0
    }
  }

  private func holds(_ assertion: JSONValue, _ annotations: [JSONValue], _ base: String) -> Bool {
    let keyword = assertion["keyword"]?.stringValue ?? ""
    let found = annotations.filter {
      $0["instanceLocation"] == assertion["location"]
        && $0["keywordLocation"]?.stringValue?.hasSuffix("/" + keyword) == true
    }
    var actual: JSONObject = [:]
    for unit in found {
      let location = unit["absoluteKeywordLocation"]?.stringValue?.dropLast(keyword.utf8.count + 1) ?? ""
      // The suite leaves out the base of the schema itself.
      actual[String(location.hasPrefix(base + "#") ? location.dropFirst(base.count) : location)] = unit["annotation"]
    }
    return .object(actual) == assertion["expected"]
  }
}
