local findings = require("lib.findings")
local tbl = require("tbl")

local two_factor = "https://docs.github.com/organizations/keeping-your-organization-secure/"
  .. "managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization"
local outsiders = "https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/"
  .. "managing-outside-collaborators/adding-outside-collaborators-to-repositories-in-your-organization"

---@param things string plural
local function people(kind, things)
  return findings.part(kind, things, { owner = "organization", key = "login", name = "login" })
end

---Judges people by whether GitHub lists them among those without two-factor authentication.
---@param listed table[] with the role, where they have one
---@param without string[] logins
---@param subject table
local function judge_two_factor(listed, without, subject)
  local lacking = tbl.set(without)
  return findings.of(listed, findings.subject(subject, "have no two-factor authentication"), function(person)
    local owner, lacks = person.role == "admin", lacking[person.login] == true
    local who = person.role and (owner and "an owner, " or "a member, ") or ""
    return {
      violation = lacks,
      message = ("%s%s two-factor authentication"):format(who, lacks and "without" or "with"),
      severity = owner and "critical" or nil,
    }
  end)
end

task {
  name = "members_without_two_factor",
  title = "Members sign in with a password alone",
  description = "A password that was guessed, stolen or used elsewhere opens the organisation's code.",
  type = "insight",
  severity = "high",
  depends_on = { "members", "without_two_factor" },
  remediation = "Have these members enable two-factor authentication, then require it of all.",
  references = { two_factor },
  run = function(ctx)
    return judge_two_factor(
      ctx.get_data("members").members, ctx.get_data("without_two_factor").members, people("member", "members"))
  end,
}

task {
  name = "outside_collaborators_without_two_factor",
  title = "Outside collaborators sign in with a password alone",
  description = "Their accounts are out of your hands, and open your code.",
  type = "insight",
  severity = "high",
  depends_on = { "outside_collaborators", "without_two_factor" },
  remediation = "Have them enable two-factor authentication, or remove them.",
  references = { two_factor },
  run = function(ctx)
    return judge_two_factor(
      ctx.get_data("outside_collaborators").collaborators, ctx.get_data("without_two_factor").outside_collaborators,
      people("collaborator", "outside collaborators"))
  end,
}

local severities = { write = "medium", maintain = "high", admin = "critical" }

task {
  name = "outside_collaborators_with_write",
  title = "Outside collaborators may change code",
  description = "People who are not members change code, or what protects it.",
  type = "insight",
  severity = "high",
  depends_on = { "outside_access" },
  remediation = "Give outside collaborators the read or triage role, and take changes from their forks.",
  references = { outsiders },
  run = function(ctx)
    local subject = findings.subject(
      findings.part("collaborator", "grants to outside collaborators", {
        owner = "repository", key = "login", name = "login",
      }), "allow more than reading")
    return findings.of(ctx.get_data("outside_access").grants, subject, function(grant)
      return {
        violation = grant.level ~= "read",
        message = ("%s has the role %s in %s"):format(grant.login, grant.role, grant.repository),
        severity = severities[grant.level],
      }
    end)
  end,
}

task {
  name = "organization_owners",
  title = "Too few or too many owners",
  description = "With one owner the organisation can be lost; each more is another account that can do everything.",
  type = "insight",
  severity = "medium",
  depends_on = { "members" },
  remediation = "Have at least two owners and no more than are needed; give other people roles for what they do.",
  references = {
    "https://docs.github.com/organizations/managing-peoples-access-to-your-organization-with-roles/"
      .. "maintaining-ownership-continuity-for-your-organization",
  },
  run = function(ctx)
    local data, most = ctx.get_data("members"), ctx.config.get("max_owners", 5)
    local owners = tbl.pluck(tbl.filter(data.members, function(member)
      return member.role == "admin"
    end), "login")
    local violation = #owners < 2 or #owners > most
    local message = ("%d owners (%s); there should be 2 to %d"):format(#owners, findings.listed(owners), most)
    return findings.of_organization(
      data.organization, { violation = violation, message = message }, { owners = json.array(owners) })
  end,
}
