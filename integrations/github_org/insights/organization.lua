-- The settings of the organisation, one insight each.
local findings = require("lib.findings")
local tbl = require("tbl")

local member_privileges = "https://docs.github.com/organizations/managing-organization-settings/"

---Makes what `run` is for an insight into one setting. GitHub shows most settings to owners only: what is not shown is
---not judged.
---@param setting string as GitHub calls it
---@param judge fun(value: any): boolean, string whether it is a violation, and what is the case
local function judge_setting(setting, judge)
  return function(ctx)
    local settings = ctx.get_data("organization").settings
    local value = settings[setting]
    if tbl.is_absent(value) then
      local message = setting .. " is not visible to this token, and is not judged: an owner's token with the scope "
        .. "admin:org sees it, or a GitHub App with the permission organization_administration=read"
      return { violation = false, message = message, data = { judged = 0 } }
    end
    local violation, message = judge(value)
    return findings.of_organization(
      settings.login, { violation = violation, message = message, data = { [setting] = value } },
      { judged = 1, [setting] = value })
  end
end

---Judges a switch: `wanted` is as it should be.
---@param wanted boolean
---@param when_on string
---@param when_off string
local function switch(wanted, when_on, when_off)
  return function(value)
    return value ~= wanted, value and when_on or when_off
  end
end

task {
  name = "two_factor_not_required",
  title = "Two-factor authentication is not required",
  description = "Anyone who joins may sign in with a password alone.",
  type = "insight",
  severity = "critical",
  depends_on = { "organization" },
  remediation = "Require two-factor authentication in the organisation's authentication security settings.",
  references = {
    "https://docs.github.com/organizations/keeping-your-organization-secure/"
      .. "managing-two-factor-authentication-for-your-organization/"
      .. "requiring-two-factor-authentication-in-your-organization",
  },
  run = judge_setting("two_factor_requirement_enabled",
    switch(true, "two-factor authentication is required", "two-factor authentication is not required")),
}

task {
  name = "default_repository_permission_broad",
  title = "Every member may change every repository",
  description = "The base permission gives all members, and each of their stolen tokens, all repositories.",
  type = "insight",
  severity = "high",
  depends_on = { "organization" },
  remediation = "Set the base permission to read or none, and give teams what they need.",
  references = { member_privileges .. "setting-base-permissions-for-an-organization" },
  run = judge_setting("default_repository_permission", function(value)
    return value == "write" or value == "admin", "the base permission is " .. value
  end),
}

task {
  name = "public_repository_creation",
  title = "Members may create public repositories",
  description = "One wrong choice publishes what should have stayed inside.",
  type = "insight",
  severity = "medium",
  depends_on = { "organization" },
  remediation = "Let members create private repositories only.",
  references = { member_privileges .. "restricting-repository-creation-in-your-organization" },
  run = judge_setting("members_can_create_public_repositories",
    switch(false, "members may create public repositories", "members may not create public repositories")),
}

task {
  name = "repository_visibility_changes",
  title = "Members may make repositories public",
  description = "Whoever administers a repository can publish it, with its whole history.",
  type = "insight",
  severity = "high",
  depends_on = { "organization" },
  remediation = "Let owners alone change the visibility of repositories.",
  references = { member_privileges .. "restricting-repository-visibility-changes-in-your-organization" },
  run = judge_setting("members_can_change_repo_visibility",
    switch(false, "members may change the visibility of repositories", "owners alone change the visibility")),
}

task {
  name = "repository_deletion_by_members",
  title = "Members may delete repositories",
  description = "Whoever administers a repository can delete or transfer it.",
  type = "insight",
  severity = "medium",
  depends_on = { "organization" },
  remediation = "Let owners alone delete and transfer repositories.",
  references = { member_privileges .. "setting-permissions-for-deleting-or-transferring-repositories" },
  run = judge_setting("members_can_delete_repositories",
    switch(false, "members may delete or transfer repositories", "owners alone delete and transfer repositories")),
}

task {
  name = "private_repository_forks",
  title = "Private repositories may be forked",
  description = "Copies in personal accounts escape the organisation's rules, and outlive the membership.",
  type = "insight",
  severity = "medium",
  depends_on = { "organization" },
  remediation = "Do not allow forking of private repositories.",
  references = { member_privileges .. "managing-the-forking-policy-for-your-organization" },
  run = judge_setting("members_can_fork_private_repositories",
    switch(false, "private repositories may be forked", "private repositories may not be forked")),
}

task {
  name = "outside_invitations_by_members",
  title = "Members may invite outsiders",
  description = "Whoever administers a repository decides who from outside sees it.",
  type = "insight",
  severity = "medium",
  depends_on = { "organization" },
  remediation = "Let owners alone invite outside collaborators.",
  references = { member_privileges .. "setting-permissions-for-adding-outside-collaborators" },
  run = judge_setting("members_can_invite_outside_collaborators",
    switch(false, "members may invite outside collaborators", "owners alone invite outside collaborators")),
}

task {
  name = "organization_unverified",
  title = "The organisation's identity is not verified",
  description = "Nothing shows users that this organisation is yours, and not someone's who copied its name.",
  type = "insight",
  severity = "low",
  depends_on = { "organization" },
  remediation = "Verify a domain of the organisation.",
  references = { member_privileges .. "verifying-or-approving-a-domain-for-your-organization" },
  run = judge_setting("is_verified",
    switch(true, "the organisation has a verified domain", "the organisation has no verified domain")),
}

task {
  name = "new_repositories_without_secret_scanning",
  title = "New repositories are not scanned for secrets",
  description = "Each new repository stays open until someone thinks of it.",
  type = "insight",
  severity = "medium",
  depends_on = { "organization" },
  remediation = "Apply a security configuration with secret scanning to all new repositories.",
  references = { "https://docs.github.com/code-security/securing-your-organization" },
  run = judge_setting("secret_scanning_enabled_for_new_repositories",
    switch(true, "new repositories are scanned for secrets", "new repositories are not scanned for secrets")),
}

task {
  name = "new_repositories_without_dependabot",
  title = "New repositories have no Dependabot alerts",
  description = "Vulnerable dependencies of new repositories go unnoticed until someone thinks of it.",
  type = "insight",
  severity = "low",
  depends_on = { "organization" },
  remediation = "Apply a security configuration with Dependabot alerts to all new repositories.",
  references = { "https://docs.github.com/code-security/securing-your-organization" },
  run = judge_setting("dependabot_alerts_enabled_for_new_repositories",
    switch(true, "new repositories have Dependabot alerts", "new repositories have no Dependabot alerts")),
}
