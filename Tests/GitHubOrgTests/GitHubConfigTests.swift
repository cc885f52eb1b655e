import Foundation
import TestSupport
import Testing

/// What a user may get wrong in the config of integrations/github_org, and is told.
@Suite(.timeLimit(.minutes(3)))
struct GitHubConfigTests {
  @Test(arguments: [
    ("ghp_wrong", "GitHub does not accept the token (401, Bad credentials): it is wrong, expired or revoked")
  ])
  func explainsTokenThatIsRefused(token: String, message: String) async throws {
    let run = try await GitHubRun.make("{}", config: ["token": token])
    #expect(run.outcome.code == 1)
    #expect(run.outcome.output.contains(message))
    #expect(!run.outcome.output.contains(token))
    #expect(run.server.count == 1, "no task runs")
  }

  @Test func explainsOrganisationThatIsNotThere() async throws {
    let run = try await GitHubRun.make("{}", config: ["token": "ghp_owner", "organization": "acmee"])
    #expect(run.outcome.code == 1)
    #expect(run.outcome.output.contains("there is no organisation 'acmee' that this token may see"))
  }

  @Test(
    arguments: [
      ([:], "give either token, or app_id and private_key of a GitHub App"),
      (["token": "ghp_owner", "app_id": "1", "private_key": AppKey.placeholder], "give either token, or app_id"),
    ] as [([String: String], String)])
  func asksForTokenOrApp(config: [String: String], message: String) async throws {
    let run = try await GitHubRun.make("{}", config: config)
    #expect(run.outcome.code == 1)
    #expect(run.outcome.output.contains(message))
    #expect(run.server.isEmpty)
  }

  @Test(
    arguments: [
      (["app_id": "1"], "private_key"), (["token": "ghp_owner", "organization": "acme/shop"], "organization"),
      (["token": "ghp_owner", "base_url": "api.github.com"], "base_url"),
      (["token": "ghp_owner", "stale_days": 0], "stale_days"),
      (["token": "ghp_owner", "tokn": "y"], "tokn"), (["app_id": "1", "private_key": "key.pem"], "private_key"),
    ] as [([String: any Sendable], String)])
  func refusesConfig(config: [String: any Sendable], names: String) async throws {
    let run = try await GitHubRun.make("{}", config: config)
    #expect(run.outcome.code == 65)
    #expect(run.outcome.errors.contains(names))
    #expect(run.server.isEmpty)
  }

  @Test func findsInstallationOfTheApp() async throws {
    let app = try AppKey()
    var config = app.config
    config["installation_id"] = nil
    let run = try await GitHubRun.make(app.scenario(plan: "sound"), config: config, tasks: "organization")
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    #expect(
      run.server.map(\.path).prefix(2) == [
        "/api/v3/orgs/acme/installation", "/api/v3/app/installations/77/access_tokens",
      ])
  }

  @Test func explainsKeyOfAnotherApp() async throws {
    let app = try AppKey()
    let run = try await GitHubRun.make(app.scenario(plan: "sound"), config: try AppKey().config)
    #expect(run.outcome.code == 1)
    #expect(
      run.outcome.output.contains(
        "401, A JSON web token could not be decoded. Check app_id, private_key and installation_id"))
  }

  @Test func explainsKeyThatIsNoKey() async throws {
    let app = try AppKey()
    let config = app.config.merging(["private_key": AppKey.placeholder]) { $1 }
    let run = try await GitHubRun.make(app.scenario(plan: "sound"), config: config)
    #expect(run.outcome.code == 1)
    #expect(run.server.isEmpty)
    #expect(try "\(run.stageOne()["errors"] ?? "")".contains("key"))
  }
}
