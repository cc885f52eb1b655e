import Foundation
import TestSupport

/// A server of the test's own that follows what GitHub documents (`Server/server.py`), with an organisation `acme`.
///
/// It inherits its socket already listening, so there is no port to lose and nothing to wait for.
struct GitHubServer {
  let port: UInt16
  /// What it was asked, a JSON object a line.
  private let log: URL

  var url: String { "http://127.0.0.1:\(port)/api/v3" }

  struct Request: Decodable {
    let method: String
    let path: String
    let status: Int
    /// How many requests were under way at once, at most, up to here.
    let most: Int
  }

  func requests() throws -> [Request] {
    let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
    return try lines.map { try JSONDecoder().decode(Request.self, from: Data($0.utf8)) }
  }

  private static let program = Luahost.repository.appending(path: "Tests/GitHubOrgTests/Server/server.py").path

  /// Runs a server while `body` runs.
  /// - Parameter scenario: JSON, as `server.py` explains it.
  static func with<Result>(_ scenario: String, in folder: URL, _ body: (GitHubServer) async throws -> Result)
    async throws -> Result
  {
    let socket = try ListeningSocket()
    let log = folder.appending(path: "requests.ndjson")
    try folder.write(["requests.ndjson": ""])
    let messages = try folder.create("server.log")
    let child = try ChildProcess(
      "/usr/bin/env", ["python3", program, "\(socket.descriptor)", scenario, log.path], environment: environment,
      directory: folder, output: messages, errors: messages, keeping: [socket.descriptor])
    let server = GitHubServer(port: socket.port, log: log)
    // From here on it is the server's alone: should that end early, connections are refused and do not hang.
    socket.close()
    do {
      let result = try await body(server)
      child.send(signal: SIGKILL)
      _ = await child.wait()
      let said = try String(contentsOf: folder.appending(path: "server.log"), encoding: .utf8)
      guard said.isEmpty else { throw TestSupportError("the server said:\n\(said)") }
      return result
    } catch {
      child.send(signal: SIGKILL)
      _ = await child.wait()
      throw error
    }
  }

  /// The findings that a plan must cause: "task resource".
  static func planted(_ plan: String) throws -> Set<String> {
    let run = try CapturedProcess("/usr/bin/env", ["PYTHONDONTWRITEBYTECODE=1", "python3", program, "--planted", plan])
    return Set(String(decoding: run.output, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  private static var environment: [String: String] {
    ProcessInfo.processInfo.environment.filter { ["PATH", "HOME"].contains($0.key) }
      .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
  }
}
