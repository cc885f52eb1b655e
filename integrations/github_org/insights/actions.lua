local findings = require("lib.findings")
local tbl = require("tbl")

local settings = "https://docs.github.com/organizations/managing-organization-settings/"
  .. "disabling-or-limiting-github-actions-for-your-organization"

---Makes what `run` is for an insight into the settings of Actions, which say nothing where Actions are off.
---@param judge fun(actions: table): boolean, string
local function judge_actions(judge)
  return function(ctx)
    local actions = ctx.get_data("actions")
    if actions.enabled_repositories == "none" then
      return { data = { judged = 0 }, message = "no repository may use Actions" }
    end
    local violation, message = judge(actions)
    return findings.of_organization(
      actions.organization,
      { violation = violation, message = message, data = tbl.omit(actions, { "organization" }) }, { judged = 1 })
  end
end

task {
  name = "actions_allow_all",
  title = "Workflows may use any action",
  description = "An action of a stranger runs with the workflow's token and secrets.",
  type = "insight",
  severity = "high",
  depends_on = { "actions" },
  remediation = "Allow actions of the organisation, of GitHub and of those that you name, pinned to a full commit SHA.",
  references = { settings },
  run = judge_actions(function(actions)
    local all = actions.allowed_actions == "all"
    local pinned = actions.sha_pinning_required == true
    local message = "allowed actions: " .. actions.allowed_actions
    if all and pinned then
      message = message .. ", pinned to a commit"
    end
    return all, message
  end),
}

task {
  name = "workflow_token_can_write",
  title = "The token of workflows may write",
  description = "Each step of each workflow can change the repository, unless the workflow says otherwise.",
  type = "insight",
  severity = "medium",
  depends_on = { "actions" },
  remediation = "Set the default permissions of GITHUB_TOKEN to read, and grant more in the workflows that need it.",
  references = { settings .. "#setting-the-permissions-of-the-github_token-for-your-organization" },
  run = judge_actions(function(actions)
    local permission = actions.default_workflow_permissions
    return permission == "write", "the default permission of GITHUB_TOKEN is " .. permission
  end),
}

task {
  name = "workflows_can_approve",
  title = "Workflows may approve pull requests",
  description = "Who can change a workflow can approve a change of their own.",
  type = "insight",
  severity = "medium",
  depends_on = { "actions" },
  remediation = "Do not allow GitHub Actions to create and approve pull requests.",
  references = { settings .. "#preventing-github-actions-from-creating-or-approving-pull-requests" },
  run = judge_actions(function(actions)
    local may = actions.can_approve_pull_request_reviews == true
    return may, may and "workflows may approve pull requests" or "workflows may not approve pull requests"
  end),
}
