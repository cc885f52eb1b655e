import FoundationEssentials
import Integrations
import ScriptHTTP
import TestSupport

/// Runs the body of one task as a job does: real files, real Lua, the whole HTTP stack, a server on loopback.
///
/// The global `URL` of the script is the server's root.
func runScript(
  _ body: String, clock: JobClock = .system, secrets: [String] = [],
  handler: @escaping LoopbackServer.Handler
) async throws -> (result: JobResult, server: LoopbackServer) {
  let server = try await LoopbackServer.start(handler: handler)
  let transport = ClientTransport(NetworkTransport(), clock: clock, chance: { 0 })
  let result = try await withTemporaryDirectory { folder in
    try folder.write([
      "integrations.json": #"[{ "name": "sample", "schema": {} }]"#,
      "integrations/sample/entry.lua": #"return runner { name = "sample" }"#,
      "integrations/sample/collectors/a.lua": """
      local URL = "\(server.url(""))"
      task { name = "a", title = "a", run = function(ctx)
      \(body)
      end }
      """,
    ])
    let repository = try Repository(root: folder.path(percentEncoded: false))
    return try await JobRunner(transport: transport).run(
      try IntegrationLoader.load("sample", in: repository, limits: JobLimits()),
      options: JobOptions(jobID: "1", secrets: secrets))
  }
  await transport.shutdown()
  await server.stop()
  return (result, server)
}

extension JobResult {
  /// What the task returned, as JSON text; its errors where it failed.
  var outcome: String {
    guard let task = tasks.first else { return "no task" }
    return task.data.map { String(decoding: $0, as: UTF8.self) } ?? task.errors.joined(separator: "\n")
  }

  var log: [String] { tasks.first?.logs.map(\.text) ?? [] }
}
