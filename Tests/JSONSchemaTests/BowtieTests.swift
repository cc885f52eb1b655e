import Foundation
import JSONSchema
import TestSupport
import Testing

/// The built `jsonschema-bowtie`, as Bowtie runs it.
@Suite struct BowtieTests {
  /// Executables are built beside the tests.
  static let executable = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("jsonschema-bowtie")

  private func answers(_ requests: [JSONValue]) throws -> [JSONValue] {
    let text = requests.map { $0.description + "\n" }.joined()
    let process = try CapturedProcess(Self.executable.path, input: Data(text.utf8))
    #expect(process.status == 0)
    return try process.output.split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: executable.path), "jsonschema-bowtie is not built"))
  func answersEachRequest() throws {
    let found = try answers([
      ["cmd": "start", "version": 1], ["cmd": "dialect", "dialect": "http://json-schema.org/draft-07/schema#"],
      [
        "cmd": "run", "seq": 7,
        "case": [
          "description": "a reference", "schema": ["$ref": "http://example.com/a"],
          "registry": ["http://example.com/a": ["items": [["type": "integer"]]]],
          "tests": [["description": "valid", "instance": [1.0]], ["description": "invalid", "instance": ["x"]]],
        ],
      ],
      ["cmd": "run", "seq": 8, "case": ["description": "broken", "schema": ["$ref": "#/x"], "tests": []]],
      ["cmd": "nonsense"], ["cmd": "stop"], ["cmd": "start", "version": 1],
    ])
    #expect(found.count == 5)
    #expect(found[0]["implementation"]?["dialects"]?.arrayValue?.count == 5)
    #expect(found[1] == ["ok": true])
    #expect(found[2] == ["seq": 7, "results": [["valid": true], ["valid": false]]])
    #expect(found[3]["errored"] == true)
    #expect(found[3]["seq"] == 8)
    #expect(found[4]["errored"] == true)
  }
}
