import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// The account of `Account/server.py`: moto's server with 200 buckets, 100 users and 50 security groups.
struct AccountServer: Sendable {
  let endpoint: String
  let account: String
  let regions: [String]
  /// "insight resource" for each fault that is in the account.
  let planted: Set<String>

  private static let script = Luahost.repository.appending(path: "Tests/AWSSecurityTests/Account/server.py")

  /// A Python that has moto: one that `Scripts/setup test` made, or the machine's own.
  static let python: String? = {
    let own = Luahost.repository.appending(path: ".build/moto/bin/python3").path
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
    return ([own] + search).first { path in
      FileManager.default.isExecutableFile(atPath: path)
        && (try? CapturedProcess(path, ["-c", "import boto3, moto.server"]).status) == 0
    }
  }()

  /// Runs the server while `body` runs.
  static func with<Result>(_ body: (AccountServer) async throws -> Result) async throws -> Result {
    guard let python else { throw TestSupportError("there is no Python with moto: run Scripts/setup test") }
    return try await withTemporaryDirectory { folder in
      let pipe = Pipe()
      let (reading, writing) = (pipe.fileHandleForReading, pipe.fileHandleForWriting)
      // Whatever else is started meanwhile must not hold it open.
      for end in [reading, writing] { _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC) }
      let errors = try folder.create("errors")
      let environment = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" || $0.key == "HOME" }
      let child = try ChildProcess(
        python, [script.path], environment: environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 },
        directory: folder, output: writing, errors: errors)
      try writing.close()
      do {
        let result = try await body(try await AccountServer(firstLineOf: reading))
        await end(child)
        return result
      } catch {
        await end(child)
        let said = try? String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
        throw TestSupportError("\(error)\nthe server said:\n\(said?.suffix(4000) ?? "")")
      }
    }
  }

  private static func end(_ child: ChildProcess) async {
    child.send(signal: SIGTERM)
    _ = await child.wait()
  }

  /// Waits until the account is filled.
  private init(firstLineOf handle: FileHandle) async throws {
    let line = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Self.line(of: handle)) }
    }
    guard let description = try? JSONDecoder().decode(Description.self, from: line) else {
      throw TestSupportError("the server ended before the account was filled")
    }
    endpoint = "http://127.0.0.1:\(description.port)"
    account = description.account
    regions = description.regions
    planted = Set(description.planted.map { $0.joined(separator: " ") })
  }

  private static func line(of handle: FileHandle) -> Data {
    var line = Data()
    while let byte = try? handle.read(upToCount: 1), let first = byte.first, first != UInt8(ascii: "\n") {
      line.append(byte)
    }
    return line
  }

  private struct Description: Decodable {
    var port: Int
    var account: String
    var regions: [String]
    var planted: [[String]]
  }
}
