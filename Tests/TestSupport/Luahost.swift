package import Foundation

/// The built binary, run as a user runs it.
package enum Luahost {
  /// What a run left behind.
  package struct Outcome: Sendable {
    package let code: Int32
    /// Standard output.
    package let output: String
    /// Standard error.
    package let errors: String

    /// Standard output read as one JSON object.
    package func json() throws -> [String: Any] {
      guard let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] else {
        throw TestSupportError("standard output is no JSON object:\n\(output)")
      }
      return object
    }
  }

  /// The root of the repository.
  package static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The binary: what `LUAHOST` names, or else the one beside the test bundle.
  package static func path() throws -> String {
    if let named = ProcessInfo.processInfo.environment["LUAHOST"] { return named }
    let beside = CommandLine.arguments.first.map { URL(filePath: $0).deletingLastPathComponent() }
    let folders = [beside, repository.appending(path: ".build/debug")].compactMap { $0 }
    for path in folders.map({ $0.appending(path: "luahost").path })
    where FileManager.default.isExecutableFile(atPath: path) {
      return path
    }
    throw TestSupportError("there is no luahost binary: run `swift build` first, or set LUAHOST to its path")
  }

  private static let kept: Set = ["PATH", "HOME", "LD_LIBRARY_PATH"]

  /// Runs `luahost` to its end, without a terminal and with no more environment than it needs.
  /// - Parameter input: what it reads from standard input.
  package static func run(
    _ arguments: [String], in directory: URL = repository, environment: [String: String] = [:], input: String? = nil
  ) async throws -> Outcome {
    try await withTemporaryDirectory { folder in
      let inherited = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
      if let input { try folder.write(["input": input]) }
      let child = try ChildProcess(
        path(), arguments, environment: inherited.merging(environment) { $1 }, directory: directory,
        output: folder.create("output"), errors: folder.create("errors"),
        input: input.map { _ in folder.appending(path: "input").path } ?? "/dev/null")
      let code = await child.wait()
      return try Outcome(
        code: code,
        output: String(contentsOf: folder.appending(path: "output"), encoding: .utf8),
        errors: String(contentsOf: folder.appending(path: "errors"), encoding: .utf8))
    }
  }
}

extension String {
  /// A result without what another run must have otherwise: instants, durations, and the ids of the job and its
  /// violations.
  package var withoutTimes: String {
    let patterns = [
      #""[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z""#, #""[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]{12} "#,
      #""duration": [0-9.e-]+"#, #""(job_id|id)": "[0-9a-f-]{36}""#,
    ]
    return patterns.reduce(self) { text, pattern in
      text.replacingOccurrences(of: pattern, with: "~", options: .regularExpression)
    }
  }
}
