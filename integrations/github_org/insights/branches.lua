-- The default branch of each repository that is not archived. Where a branch has no protection at all, that is the one
-- finding: what a protection would lack is not asked.
local findings = require("lib.findings")

local references = {
  "https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/"
    .. "about-rulesets",
  "https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/"
    .. "managing-protected-branches/about-protected-branches",
}

---Makes what `run` is for an insight into branches that something protects.
---@param fault string
---@param judge fun(branch: Branch, ctx: table): boolean, string
local function judge_protected(fault, judge)
  return function(ctx)
    local subject = findings.subject(findings.branch, fault)
    return findings.of(ctx.get_data("branches").branches, subject, function(branch)
      if branch.protected then
        local violation, message = judge(branch, ctx)
        return { violation = violation, message = message }
      end
    end)
  end
end

task {
  name = "default_branch_unprotected",
  title = "Default branches are not protected",
  description = "Whoever may push can change what is released, without anyone having seen it.",
  type = "insight",
  severity = "high",
  depends_on = { "branches" },
  remediation = "Make a ruleset for the default branch, of the repository or for all repositories of the organisation, "
    .. "that requires a pull request and blocks force pushes and deletion.",
  references = references,
  run = function(ctx)
    local subject = findings.subject(findings.branch, "have neither branch protection nor a ruleset")
    return findings.of(ctx.get_data("branches").branches, subject, function(branch)
      local reason = branch.reason and (" (%s)"):format(branch.reason) or ""
      return {
        violation = not branch.protected,
        message = branch.protected and "the branch is protected" or "nothing protects it" .. reason,
      }
    end)
  end,
}

task {
  name = "branch_reviews_missing",
  title = "Changes need too few approvals",
  description = "A change that no second person has approved reaches the default branch.",
  type = "insight",
  severity = "high",
  depends_on = { "branches" },
  remediation = "Require a pull request before merging, with at least the approvals that your policy asks for.",
  references = references,
  run = judge_protected("take changes with too few approvals", function(branch, ctx)
    local wanted = ctx.config.get("required_approvals", 1)
    return branch.approvals < wanted, ("a change needs %d of %d approvals"):format(branch.approvals, wanted)
  end),
}

task {
  name = "branch_stale_reviews_kept",
  title = "Approvals outlive later changes",
  description = "What is pushed after the approval is merged without having been seen.",
  type = "insight",
  severity = "medium",
  depends_on = { "branches" },
  remediation = "Dismiss stale pull request approvals when new commits are pushed.",
  references = references,
  run = judge_protected("keep approvals when new commits are pushed", function(branch)
    local kept = branch.stale_reviews_kept
    return kept, kept and "approvals stay when new commits are pushed" or "no approval outlives a push"
  end),
}

task {
  name = "branch_force_push_allowed",
  title = "History can be rewritten",
  description = "A force push replaces commits that were reviewed, and takes away the trace of it.",
  type = "insight",
  severity = "high",
  depends_on = { "branches" },
  remediation = "Block force pushes to the default branch.",
  references = references,
  run = judge_protected("allow force pushes", function(branch)
    local allowed = branch.force_push_allowed
    return allowed, "force pushes are " .. (allowed and "allowed" or "blocked")
  end),
}

task {
  name = "branch_deletion_allowed",
  title = "The default branch can be deleted",
  description = "Whoever may push can delete the branch, with its protection.",
  type = "insight",
  severity = "medium",
  depends_on = { "branches" },
  remediation = "Restrict deletions of the default branch.",
  references = references,
  run = judge_protected("can be deleted", function(branch)
    local allowed = branch.deletion_allowed
    return allowed, "deletion is " .. (allowed and "allowed" or "blocked")
  end),
}

task {
  name = "branch_admins_bypass",
  title = "Administrators may pass the rules",
  description = "The accounts that are worth most to an attacker are those that no rule holds.",
  type = "insight",
  severity = "medium",
  depends_on = { "branches" },
  remediation = "Do not allow bypassing the settings; take administrators off the bypass list of rulesets, or let them "
    .. "bypass for pull requests only.",
  references = references,
  run = judge_protected("let administrators pass their rules", function(branch)
    local bypass = branch.admins_bypass
    return bypass, bypass and "administrators may pass the rules" or "the rules hold for all"
  end),
}

task {
  name = "branch_status_checks_missing",
  title = "Changes are merged without passing checks",
  description = "A change that breaks the tests, or that a scanner objects to, can be merged.",
  type = "insight",
  severity = "low",
  depends_on = { "branches" },
  remediation = "Require status checks to pass before merging, and name those that must.",
  references = references,
  run = judge_protected("require no status checks", function(branch)
    local checks = #branch.status_checks
    return checks == 0, ("%d status checks are required"):format(checks)
  end),
}
