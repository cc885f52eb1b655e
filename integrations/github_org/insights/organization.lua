-- The settings of the organisation, one insight each.
local findings = require("lib.findings")

local member_privileges = "https://docs.github.com/organizations/managing-organization-settings/"

---@class SettingInsight
---@field name string
---@field title string
---@field description string
---@field severity string
---@field remediation string
---@field reference string
---@field setting string as GitHub calls it
---@field judge fun(value: any): boolean, string

---@param insight SettingInsight
local function declare(insight)
  task {
    name = insight.name,
    title = insight.title,
    description = insight.description,
    type = "insight",
    severity = insight.severity,
    depends_on = { "organization" },
    remediation = insight.remediation,
    references = { insight.reference },
    run = function(ctx)
      return findings.of_setting(ctx, insight.setting, insight.judge)
    end,
  }
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

declare {
  name = "two_factor_not_required",
  title = "Two-factor authentication is not required",
  description = "Anyone who joins may sign in with a password alone.",
  severity = "critical",
  remediation = "Require two-factor authentication in the organisation's authentication security settings.",
  reference = "https://docs.github.com/organizations/keeping-your-organization-secure/"
    .. "managing-two-factor-authentication-for-your-organization/"
    .. "requiring-two-factor-authentication-in-your-organization",
  setting = "two_factor_requirement_enabled",
  judge = switch(true, "two-factor authentication is required", "two-factor authentication is not required"),
}

declare {
  name = "default_repository_permission_broad",
  title = "Every member may change every repository",
  description = "The base permission gives all members, and each of their stolen tokens, all repositories.",
  severity = "high",
  remediation = "Set the base permission to read or none, and give teams what they need.",
  reference = member_privileges .. "setting-base-permissions-for-an-organization",
  setting = "default_repository_permission",
  judge = function(value)
    return value == "write" or value == "admin", "the base permission is " .. value
  end,
}

declare {
  name = "public_repository_creation",
  title = "Members may create public repositories",
  description = "One wrong choice publishes what should have stayed inside.",
  severity = "medium",
  remediation = "Let members create private repositories only.",
  reference = member_privileges .. "restricting-repository-creation-in-your-organization",
  setting = "members_can_create_public_repositories",
  judge = switch(false, "members may create public repositories", "members may not create public repositories"),
}

declare {
  name = "repository_visibility_changes",
  title = "Members may make repositories public",
  description = "Whoever administers a repository can publish it, with its whole history.",
  severity = "high",
  remediation = "Let owners alone change the visibility of repositories.",
  reference = member_privileges .. "restricting-repository-visibility-changes-in-your-organization",
  setting = "members_can_change_repo_visibility",
  judge = switch(false, "members may change the visibility of repositories", "owners alone change the visibility"),
}

declare {
  name = "repository_deletion_by_members",
  title = "Members may delete repositories",
  description = "Whoever administers a repository can delete or transfer it.",
  severity = "medium",
  remediation = "Let owners alone delete and transfer repositories.",
  reference = member_privileges .. "setting-permissions-for-deleting-or-transferring-repositories",
  setting = "members_can_delete_repositories",
  judge = switch(false, "members may delete or transfer repositories", "owners alone delete and transfer repositories"),
}

declare {
  name = "private_repository_forks",
  title = "Private repositories may be forked",
  description = "Copies in personal accounts escape the organisation's rules, and outlive the membership.",
  severity = "medium",
  remediation = "Do not allow forking of private repositories.",
  reference = member_privileges .. "managing-the-forking-policy-for-your-organization",
  setting = "members_can_fork_private_repositories",
  judge = switch(false, "private repositories may be forked", "private repositories may not be forked"),
}

declare {
  name = "outside_invitations_by_members",
  title = "Members may invite outsiders",
  description = "Whoever administers a repository decides who from outside sees it.",
  severity = "medium",
  remediation = "Let owners alone invite outside collaborators.",
  reference = member_privileges .. "setting-permissions-for-adding-outside-collaborators",
  setting = "members_can_invite_outside_collaborators",
  judge = switch(false, "members may invite outside collaborators", "owners alone invite outside collaborators"),
}

declare {
  name = "organization_unverified",
  title = "The organisation's identity is not verified",
  description = "Nothing shows users that this organisation is yours, and not someone's who copied its name.",
  severity = "low",
  remediation = "Verify a domain of the organisation.",
  reference = member_privileges .. "verifying-or-approving-a-domain-for-your-organization",
  setting = "is_verified",
  judge = switch(true, "the organisation has a verified domain", "the organisation has no verified domain"),
}

declare {
  name = "new_repositories_without_secret_scanning",
  title = "New repositories are not scanned for secrets",
  description = "Each new repository stays open until someone thinks of it.",
  severity = "medium",
  remediation = "Apply a security configuration with secret scanning to all new repositories.",
  reference = "https://docs.github.com/code-security/securing-your-organization",
  setting = "secret_scanning_enabled_for_new_repositories",
  judge = switch(true, "new repositories are scanned for secrets", "new repositories are not scanned for secrets"),
}

declare {
  name = "new_repositories_without_dependabot",
  title = "New repositories have no Dependabot alerts",
  description = "Vulnerable dependencies of new repositories go unnoticed until someone thinks of it.",
  severity = "low",
  remediation = "Apply a security configuration with Dependabot alerts to all new repositories.",
  reference = "https://docs.github.com/code-security/securing-your-organization",
  setting = "dependabot_alerts_enabled_for_new_repositories",
  judge = switch(true, "new repositories have Dependabot alerts", "new repositories have no Dependabot alerts"),
}
