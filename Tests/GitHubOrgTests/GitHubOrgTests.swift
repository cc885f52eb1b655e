import Foundation
import TestSupport
import Testing

/// integrations/github_org against a server with GitHub's documented shapes: what it finds is what was planted.
@Suite(.timeLimit(.minutes(5)))
struct GitHubOrgTests {
  @Test func findsWhatWasPlantedAndNothingElse() async throws {
    let app = try AppKey()
    let run = try await GitHubRun.make(app.scenario(plan: "faulty"), config: app.config)
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    let found = try run.findings()
    let planted = try GitHubServer.planted("faulty")
    #expect(planted.count >= 50)
    #expect(found.subtracting(planted).sorted() == [], "found, not planted")
    #expect(planted.subtracting(found).sorted() == [], "planted, not found")
    #expect(try run.tasks { $0["type"] as? String == "insight" && $0["is_violation"] as? Bool == false } == [])
  }

  @Test func findsNothingInSoundOrganisation() async throws {
    let app = try AppKey()
    let run = try await GitHubRun.make(app.scenario(plan: "sound"), config: app.config)
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    #expect(try run.findings() == [])
    #expect(try run.tasks { $0["success"] as? Bool != true } == [])
    #expect(try run.tasks { ($0["errors"] as? [Any])?.isEmpty == false } == [])
  }

  @Test func followsAllPages() async throws {
    let run = try await GitHubRun.make(#"{"plan": "sound"}"#, tasks: "members,repositories")
    #expect((try run.data(of: "members")["members"] as? [Any])?.count == 230)
    #expect((try run.data(of: "repositories")["repositories"] as? [Any])?.count == 144)
    #expect(run.server.filter { $0.method == "POST" }.count == 3)
    #expect(run.server.filter { $0.path.contains("/repos?") }.count == 2)
  }

  @Test func keepsToTheConcurrencyOfTheConfig() async throws {
    let run = try await GitHubRun.make(
      #"{"plan": "sound", "hold": 4}"#, config: ["token": "ghp_owner", "concurrency": 4], tasks: "deploy_keys")
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    #expect(try #require(run.server.last).most == 4)
  }

  @Test func namesWhatTokenLacksAndGoesOn() async throws {
    let run = try await GitHubRun.make(#"{"plan": "faulty"}"#, config: ["token": "ghp_nohooks"])
    #expect(run.outcome.code == 1)
    let stage = try run.stageOne()
    #expect("\(stage["errors"] ?? "")".contains("the token lacks the scope admin:org_hook, which is needed for"))
    #expect(
      try run.errors(of: "organization_webhooks").contains(
        "GitHub does not give the webhooks of acme: 404, Not Found; a 404 also stands for what a token may not see. "
          + "The token needs the scope admin:org_hook"))
    #expect(
      try run.tasks { $0["success"] as? Bool == false && $0["status"] as? String != "skipped" }
        == ["organization_webhooks"])
    let planted = try GitHubServer.planted("faulty").filter { finding in
      !finding.contains("acme#hook=") && !finding.contains("tokens")
    }
    #expect(try run.findings() == planted)
  }

  @Test func namesPermissionsThatFineGrainedTokenLacks() async throws {
    let run = try await GitHubRun.make(#"{"plan": "sound"}"#, config: ["token": "github_pat_limited"])
    #expect(
      try run.errors(of: "organization_webhooks").contains(
        "403, Resource not accessible by personal access token. "
          + "The token needs the permission organization_hooks=read"))
    #expect(try run.errors(of: "repositories").contains("are not visible to this token, and are not judged"))
    #expect(try run.findings() == [])
  }

  @Test func skipsWhatReaderMayNotSee() async throws {
    let run = try await GitHubRun.make(#"{"plan": "faulty"}"#, config: ["token": "ghp_reader"])
    #expect(run.outcome.code == 1)
    #expect(
      try run.errors(of: "without_two_factor").contains(
        "Only owners can use this filter. The token needs to be an owner's"))
    #expect(try run.task("members_without_two_factor")["status"] as? String == "skipped")
    #expect(try run.task("members")["success"] as? Bool == true)
    let unseen = try run.task("two_factor_not_required")
    #expect("\(unseen["output"] ?? "")".contains("two_factor_requirement_enabled is not visible to this token"))
    #expect(unseen["is_violation"] as? Bool == false)
  }

  @Test func tellsOfRepositoriesThatRefuse() async throws {
    let run = try await GitHubRun.make(
      #"{"plan": "faulty", "unreadable": ["service-003", "writing-key"]}"#, tasks: "deploy_keys_with_write")
    #expect(try run.errors(of: "deploy_keys").contains("deploy keys of 2 of "))
    #expect(try run.errors(of: "deploy_keys").contains("(acme/service-003, acme/writing-key)"))
    #expect(try run.findings() == [])
  }
}
