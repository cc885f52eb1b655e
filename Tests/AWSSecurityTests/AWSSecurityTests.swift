import Foundation
import TestSupport
import Testing

/// integrations/aws_security against an account with known faults: what it finds is what was planted.
@Suite(.timeLimit(.minutes(5)))
struct AWSSecurityTests {
  @Test(.enabled(if: AccountServer.python != nil, "there is no Python with moto: run Scripts/setup test"))
  func findsWhatWasPlantedAndNothingElse() async throws {
    try await AccountServer.with { server in
      let outcome = try await run([
        "access_key_id": "AKIDEXAMPLE", "secret_access_key": "secret-of-the-test", "endpoint": server.endpoint,
        "regions": server.regions,
      ])
      #expect(outcome.code == 0, "\(outcome.errors)")
      let found = try outcome.findings()
      #expect(found.subtracting(server.planted).sorted() == [], "found, not planted")
      #expect(server.planted.subtracting(found).sorted() == [], "planted, not found")
      #expect(!outcome.output.contains("secret-of-the-test"))
      try reportsDeniedCall(outcome)
      try triesAgainWhatWasThrottled(outcome)
      try givesControls(outcome)
    }
  }

  /// One call about one bucket is denied: it is told, and the bucket's other settings are judged.
  private func reportsDeniedCall(_ outcome: Luahost.Outcome) throws {
    let collector = try outcome.task("s3_buckets")
    #expect(collector["success"] as? Bool == true)
    let errors = try #require(collector["errors"] as? [String])
    #expect(errors.count == 1)
    #expect(errors.first?.contains("bucket audit-198: s3 GetBucketPolicy in us-east-1: AccessDenied") == true)
    #expect(try judged("s3_insecure_transport", of: outcome) == 199)
    #expect(try judged("s3_encryption", of: outcome) == 200)
  }

  /// How many resources an insight had an opinion about.
  private func judged(_ name: String, of outcome: Luahost.Outcome) throws -> Int? {
    try outcome.data(of: name)["judged"] as? Int
  }

  private func triesAgainWhatWasThrottled(_ outcome: Luahost.Outcome) throws {
    let logs: [String] = try #require(try outcome.task("s3_buckets")["logs"] as? [String])
    let repeated = logs.filter { line in line.contains("SlowDown") && line.contains("trying again") }
    #expect(!repeated.isEmpty)
  }

  private func givesControls(_ outcome: Luahost.Outcome) throws {
    let controls = try #require(try outcome.task("iam_root_mfa")["controls"] as? [[String: Any]])
    #expect(controls.map { $0["control_id"] as? String }.contains("1.5"))
  }

  @Test(
    arguments: [
      [:], ["access_key_id": "AKIDEXAMPLE"],
      ["access_key_id": "AKIDEXAMPLE", "secret_access_key": "s", "regions": ["nowhere"]],
      ["access_key_id": "AKIDEXAMPLE", "secret_access_key": "s", "endpoint": "ftp://127.0.0.1"],
    ] as [[String: any Sendable]])
  func refusesConfig(_ config: [String: any Sendable]) async throws {
    #expect(try await run(config).code == 65)
  }

  @Test func endsWhenNobodyCanSignIn() async throws {
    let closed = try ListeningSocket(listening: false)
    let outcome = try await run([
      "access_key_id": "AKIDEXAMPLE", "secret_access_key": "s", "endpoint": "http://127.0.0.1:\(closed.port)",
    ])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("sts GetCallerIdentity in us-east-1: Transport"))
  }

  private func run(_ config: [String: any Sendable]) async throws -> Luahost.Outcome {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "config.json")
      try JSONSerialization.data(withJSONObject: config).write(to: file)
      return try await Luahost.run([
        "run", "integrations/aws_security", "--config", file.path, "--format", "json",
      ])
    }
  }
}
