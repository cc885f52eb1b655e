local login = require("lib.login")

return runner {
  name = "github_org",
  stage_one = function(ctx)
    local github = login.connect(ctx)
    login.check(github, ctx)
    return { github = github, organization = github.organization, is_app = github.is_app }
  end,
}
