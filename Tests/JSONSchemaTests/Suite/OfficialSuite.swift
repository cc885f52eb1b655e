import Foundation
import JSONSchema

/// The official JSON-Schema-Test-Suite on disk; `Scripts/fetch-json-schema-suite` downloads it.
struct OfficialSuite {
  enum Part: String, CaseIterable {
    case required, optional, format
  }

  struct Outcome {
    var passed = 0
    var total = 0
    var failures: [String] = []
  }

  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["LUAHOST_JSON_SCHEMA_SUITE"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".cache/json-schema-suite")
  }()

  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent("tests").path) }

  static let folders: [Dialect: String] = [
    .draft4: "draft4", .draft6: "draft6", .draft7: "draft7", .draft2019: "draft2019-09", .draft2020: "draft2020-12",
  ]

  /// The documents that the suite's references lead to, by URI.
  static let remotes: [String: JSONValue] = {
    var remotes: [String: JSONValue] = [:]
    let root = folder.appendingPathComponent("remotes")
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? [] where path.hasSuffix(".json") {
      remotes["http://localhost:1234/" + path] = try? read(root.appendingPathComponent(path))
    }
    return remotes
  }()

  static func read(_ url: URL) throws -> JSONValue { try JSONValue(parsing: Array(Data(contentsOf: url))) }

  static func files(of dialect: Dialect, _ part: Part) -> [URL] {
    let root = folder.appendingPathComponent("tests").appendingPathComponent(folders[dialect] ?? "")
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    return paths.filter { path in
      guard path.hasSuffix(".json") else { return false }
      let depth = path.split(separator: "/").dropLast()
      return depth == (part == .required ? [] : part == .optional ? ["optional"] : ["optional", "format"])
    }.sorted().map { root.appendingPathComponent($0) }
  }

  static func run(_ dialect: Dialect, _ part: Part) throws -> Outcome {
    var outcome = Outcome()
    for file in files(of: dialect, part) {
      for group in try read(file).arrayValue ?? [] { run(group, file.lastPathComponent, dialect, part, &outcome) }
    }
    return outcome
  }

  private static func run(
    _ group: JSONValue, _ file: String, _ dialect: Dialect, _ part: Part, _ outcome: inout Outcome
  ) {
    let tests = group["tests"]?.arrayValue ?? []
    let title = "\(file): \(group["description"]?.stringValue ?? "")"
    outcome.total += tests.count
    let options = Schema.Options(
      defaultDialect: dialect, documents: remotes,
      assertsFormat: part == .format || file == "ecmascript-regex.json", assertsContent: file == "content.json")
    do {
      let schema = try Schema(group["schema"] ?? nil, options: options)
      for test in tests {
        let data = test["data"] ?? nil
        let expected = test["valid"] == true
        let validation = schema.validate(data)
        // The quick and the explaining evaluation must agree.
        let explained = schema.output(for: data, format: .verbose)["valid"] == true
        if validation.isValid == expected, explained == expected, validation.faults.isEmpty == expected {
          outcome.passed += 1
        } else {
          outcome.failures.append(
            "\(title): \(test["description"] ?? .null): said \(validation.isValid), \(explained)"
          )
        }
      }
    } catch {
      outcome.failures.append("\(title): \(error)")
    }
  }
}
