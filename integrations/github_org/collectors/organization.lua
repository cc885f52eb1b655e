local github = require("lib.github")
local tbl = require("tbl")

local kept = {
  "login", "is_verified", "two_factor_requirement_enabled", "default_repository_permission",
  "members_can_create_public_repositories", "members_can_change_repo_visibility", "members_can_delete_repositories",
  "members_can_fork_private_repositories", "members_can_invite_outside_collaborators", "web_commit_signoff_required",
  "secret_scanning_enabled_for_new_repositories", "secret_scanning_push_protection_enabled_for_new_repositories",
  "dependabot_alerts_enabled_for_new_repositories",
}

task {
  name = "organization",
  title = "Settings of the organisation",
  type = "collector",
  run = function(ctx)
    local name = ctx.base("organization")
    local settings = ctx.base("github"):get(github.path("orgs", name), { what = "the organisation " .. name })
    return { data = { settings = tbl.pick(settings, kept) }, message = "read the settings of " .. settings.login }
  end,
}

task {
  name = "actions",
  title = "Actions settings of the organisation",
  type = "collector",
  run = function(ctx)
    local name = ctx.base("organization")
    local function ask(...)
      return ctx.base("github"):get(github.path("orgs", name, "actions", "permissions", ...), {
        what = "the Actions settings of " .. name,
        needs = "the scope admin:org or the permission organization_administration=read",
      })
    end
    local permissions, workflow = ask(), ask("workflow")
    return {
      data = {
        organization = name,
        enabled_repositories = permissions.enabled_repositories,
        allowed_actions = permissions.allowed_actions,
        sha_pinning_required = permissions.sha_pinning_required,
        default_workflow_permissions = workflow.default_workflow_permissions,
        can_approve_pull_request_reviews = workflow.can_approve_pull_request_reviews,
      },
      message = "allowed actions: " .. tostring(permissions.allowed_actions),
    }
  end,
}
