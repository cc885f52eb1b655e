import FoundationEssentials
import JSONSchema
import TestSupport
import Testing

@testable import Integrations

/// An integration written for one test and run in this process: real files, real Lua, no network.
struct JobFixture {
  /// Path inside the integration → text.
  var files: [String: String]
  var transport: any HTTPTransport = CannedTransport()
  var clock = JobClock.system
  var config: JSONValue = .object([:])
  var secrets: [String] = []
  var limits = JobLimits()
  var inspector = JobInspector()
  var selection = JobPlan.Selection.all
  var controls = ControlMap()
  var kept: [String: KeptTask] = [:]
  var base: JSONValue?
  var keepsResults = false

  init(_ files: [String: String]) { self.files = files }

  /// A task as a file declares it.
  static func task(_ name: String, _ fields: String = "", _ body: String) -> String {
    "task { name = \"\(name)\", title = \"\(name)\", \(fields) run = function(ctx)\n\(body)\nend }\n"
  }

  func run(onEvent: @escaping @Sendable (JobEvent) -> Void = { _ in }) async throws -> JobResult {
    try await withTemporaryDirectory { folder in
      var written = ["entry.lua": #"return runner { name = "sample" }"#].merging(files) { $1 }
      written = Dictionary(uniqueKeysWithValues: written.map { ("integrations/sample/" + $0, $1) })
      written["integrations.json"] = #"[{ "name": "sample", "schema": {} }]"#
      try folder.write(written)
      let repository = try Repository(root: folder.path(percentEncoded: false))
      var options = JobOptions(
        jobID: "job-1", config: config, secrets: secrets, limits: limits, selection: selection, controls: controls)
      options.kept = kept
      options.base = base
      options.keepsResults = keepsResults
      let runner = JobRunner(transport: transport, clock: clock, inspector: inspector, onEvent: onEvent)
      return try await runner.run(
        try IntegrationLoader.load("sample", in: repository, limits: limits), options: options)
    }
  }
}

extension JobResult {
  subscript(task name: String) -> TaskResult? { tasks.first { $0.name == name } }

  /// The data of a task as JSON text.
  func data(_ name: String) -> String? { self[task: name]?.data.map { String(decoding: $0, as: UTF8.self) } }
}

/// Answers every request with its URL, except that hosts named `slow` never answer and `down` refuses.
struct CannedTransport: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    if request.url.contains("//slow") {
      try? await Task.sleep(for: .seconds(3600))
      throw HTTPFailure(kind: .cancelled, message: "cancelled", url: request.url)
    }
    if request.url.contains("//down") {
      throw HTTPFailure(kind: .refused, message: "nothing listens there", url: request.url)
    }
    return HTTPResponse(
      status: 200, headers: [], body: Array(request.url.utf8), url: request.url, elapsed: .milliseconds(1))
  }

  func shutdown() async {}
}
