import Foundation
import TestSupport

/// A folder of rocks, served by Python's `http.server` on loopback.
struct RockHTTPServer {
  let port: Int
  private let log: URL

  var url: String { "http://127.0.0.1:\(port)" }

  /// What it was asked and how it answered, a line a request.
  func requests() throws -> String { try String(contentsOf: log, encoding: .utf8) }

  /// Serves `rocks` while `body` runs.
  static func with(_ rocks: URL, in folder: URL, _ body: (RockHTTPServer) async throws -> Void) async throws {
    let greeting = try folder.create("server.greeting")
    let log = try folder.create("server.log")
    // Port 0: the system chooses one that is free, and Python says which.
    let child = try ChildProcess(
      "/usr/bin/env", ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", rocks.path],
      environment: ProcessInfo.processInfo.environment.filter { ["PATH", "HOME"].contains($0.key) }, directory: folder,
      output: greeting, errors: log)
    do {
      try await body(
        RockHTTPServer(
          port: try await port(in: folder.appending(path: "server.greeting")),
          log: folder.appending(path: "server.log")))
      child.send(signal: SIGKILL)
      _ = await child.wait()
    } catch {
      child.send(signal: SIGKILL)
      _ = await child.wait()
      throw error
    }
  }

  /// Waits for `Serving HTTP on 127.0.0.1 port 40575 (…) ...`.
  private static func port(in greeting: URL) async throws -> Int {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let words = try String(contentsOf: greeting, encoding: .utf8).split(separator: " ")
      if let index = words.firstIndex(of: "port"), index + 2 < words.count, let port = Int(words[index + 1]) {
        return port
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw TestSupportError("python3 -m http.server does not say its port")
  }
}
