import Foundation
import TestSupport
import Testing

/// Rate limits, conditional requests and errors of GitHub, as integrations/github_org meets them.
@Suite(.timeLimit(.minutes(5)))
struct GitHubLimitsTests {
  @Test(arguments: [403, 429])
  func waitsOutSecondaryRateLimit(status: Int) async throws {
    let run = try await GitHubRun.make(
      #"{"plan": "sound", "secondary": [{"after": 5, "status": \#(status), "retry_after": 1}]}"#, tasks: "deploy_keys")
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    #expect(run.server.filter { $0.status == status }.count == 1)
    #expect(try run.logs(of: "deploy_keys").contains("\(status)"), "the log tells of the pause")
    #expect((try run.data(of: "deploy_keys")["keys"] as? [Any])?.count == 2)
  }

  @Test func waitsOutPrimaryRateLimitThatIsSoonOver() async throws {
    let run = try await GitHubRun.make(#"{"plan": "sound", "primary": {"after": 5}}"#, tasks: "deploy_keys")
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    #expect(run.server.filter { $0.status == 403 }.count == 1)
    #expect(try run.logs(of: "deploy_keys").contains("403"))
  }

  @Test func tellsWhenRateLimitIsOpenAgain() async throws {
    let run = try await GitHubRun.make(
      #"{"plan": "sound", "primary": {"after": 2, "lasts": 3600}}"#, tasks: "repositories")
    #expect(run.outcome.code == 1)
    #expect(
      try run.errors(of: "repositories").contains(
        "GitHub's rate limit is used up (API rate limit exceeded for user ID 1.); it is open again at 20"))
  }

  @Test func secondCollectionIsNotModified() async throws {
    try await withTemporaryDirectory { folder in
      // The integration with one more collector, which collects what another did before.
      let again = """
        local github = require("lib.github")
        task {
          name = "again", title = "Again", order = 200, depends_on = { "repositories" },
          run = function(ctx)
            local path = github.path("orgs", "acme", "repos")
            local request = { what = "the same", query = { type = "all", sort = "full_name" } }
            return { data = { count = #ctx.base("github"):list(path, request) } }
          end,
        }
        """
      for name in ["integrations", "integrations.json", "controls.json"] {
        try FileManager.default.copyItem(
          at: Luahost.repository.appending(path: name), to: folder.appending(path: name))
      }
      try folder.write(["integrations/github_org/collectors/again.lua": again])
      let run = try await GitHubRun.make(#"{"plan": "sound"}"#, tasks: "again", repository: folder)
      #expect(run.outcome.code == 0, "\(run.outcome.errors)")
      #expect(try run.data(of: "again")["count"] as? Int == 144)
      #expect(run.server.filter { $0.path.contains("/repos?") }.map(\.status) == [200, 200, 304, 304])
    }
  }

  @Test func errorInsideOfGraphQLAnswerFailsTheTask() async throws {
    let run = try await GitHubRun.make(#"{"plan": "faulty", "graphql_error": "SOMETHING"}"#)
    #expect(run.outcome.code == 1)
    #expect(
      try run.errors(of: "members").contains(
        "GitHub does not give the members of acme. GraphQL: organization.membersWithRole: "
          + "Something went wrong while executing your query. (SOMETHING)"))
    #expect(try run.task("organization_owners")["status"] as? String == "skipped")
    #expect(try run.task("default_branch_unprotected")["is_violation"] as? Bool == true)
  }

  @Test func secretsStayOutOfEverything() async throws {
    let app = try AppKey()
    let run = try await GitHubRun.make(app.scenario(plan: "sound"), config: app.config, tasks: "organization,tokens")
    #expect(run.outcome.code == 0, "\(run.outcome.errors)")
    for text in ["ghs_", "PRIVATE KEY", "eyJ"] {
      #expect(!run.outcome.output.contains(text))
      #expect(!run.outcome.errors.contains(text))
    }
  }
}
