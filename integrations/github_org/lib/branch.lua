-- What branch protection and rulesets together demand of a branch: where either asks for something, it holds.
local tbl = require("tbl")

local M = {}

---@class Branch
---@field repository string
---@field name string
---@field protected boolean
---@field reason string|nil why there is no protection, where GitHub says so
---@field approvals integer that a change needs; 0 where none is
---@field stale_reviews_kept boolean whether an approval outlives later pushes
---@field force_push_allowed boolean
---@field deletion_allowed boolean
---@field admins_bypass boolean
---@field status_checks string[]

---@class Ruleset one ruleset that applies, and the rules of it that do
---@field rules table<string, table> rule type → parameters
---@field admins_bypass boolean

local function enabled(setting)
  return type(setting) == "table" and setting.enabled == true
end

local function present(value)
  return not tbl.is_absent(value)
end

---Groups the rules of a branch by the ruleset that they come from.
---@param rules table[] as GET /repos/{owner}/{repo}/rules/branches/{branch} lists them
---@param bypass_actors table<integer, table[]> ruleset id → its bypass_actors, where they are visible
---@return Ruleset[]
function M.rulesets(rules, bypass_actors)
  local by_id, rulesets = {}, {}
  for _, rule in ipairs(rules) do
    local ruleset = by_id[rule.ruleset_id]
    if not ruleset then
      ruleset = { rules = {}, admins_bypass = M.lets_admins_pass(bypass_actors[rule.ruleset_id] or {}) }
      by_id[rule.ruleset_id] = ruleset
      rulesets[#rulesets + 1] = ruleset
    end
    ruleset.rules[rule.type] = present(rule.parameters) and rule.parameters or {}
  end
  return rulesets
end

---Whether administrators may pass a ruleset at any time: as owners of the organisation, or by a role in the repository.
---@param actors table[]
---@return boolean
function M.lets_admins_pass(actors)
  return tbl.any(actors, function(actor)
    local administrative = actor.actor_type == "OrganizationAdmin" or actor.actor_type == "RepositoryRole"
    return administrative and actor.bypass_mode == "always"
  end)
end

local protective = { "pull_request", "non_fast_forward", "deletion", "required_status_checks", "update" }

---@param ruleset Ruleset
local function protects(ruleset)
  return tbl.any(protective, function(kind)
    return ruleset.rules[kind] ~= nil
  end)
end

---Approvals and what becomes of them, from all that asks for pull requests.
local function reviews(protection, rulesets)
  local approvals, stale_kept = 0, true
  local function take(count, dismisses)
    count = present(count) and count or 0
    approvals = math.max(approvals, count)
    if count > 0 and dismisses == true then
      stale_kept = false
    end
  end
  local classic = protection and protection.required_pull_request_reviews
  if present(classic) then
    take(classic.required_approving_review_count, classic.dismiss_stale_reviews)
  end
  for _, ruleset in ipairs(rulesets) do
    local rule = ruleset.rules.pull_request
    if rule then
      take(rule.required_approving_review_count, rule.dismiss_stale_reviews_on_push)
    end
  end
  return approvals, approvals > 0 and stale_kept
end

local function status_checks(protection, rulesets)
  local names = {}
  local classic = protection and protection.required_status_checks
  for _, check in ipairs(present(classic) and classic.checks or {}) do
    names[#names + 1] = check.context
  end
  for _, ruleset in ipairs(rulesets) do
    local rule = ruleset.rules.required_status_checks
    for _, check in ipairs(rule and rule.required_status_checks or {}) do
      names[#names + 1] = check.context
    end
  end
  return tbl.uniq(names)
end

---@param repository string full name
---@param name string of the branch
---@param protection table|nil as GET …/branches/{branch}/protection answers
---@param rulesets Ruleset[]
---@return Branch
function M.facts(repository, name, protection, rulesets)
  rulesets = tbl.filter(rulesets, protects)
  local function forbidden(classic_setting, rule)
    return protection ~= nil and not enabled(protection[classic_setting]) or tbl.any(rulesets, function(ruleset)
      return ruleset.rules[rule] ~= nil
    end)
  end
  local approvals, stale_kept = reviews(protection, rulesets)
  local binding = protection ~= nil and enabled(protection.enforce_admins) or tbl.any(rulesets, function(ruleset)
    return not ruleset.admins_bypass
  end)
  return {
    repository = repository,
    name = name,
    protected = protection ~= nil or #rulesets > 0,
    approvals = approvals,
    stale_reviews_kept = stale_kept,
    force_push_allowed = not forbidden("allow_force_pushes", "non_fast_forward"),
    deletion_allowed = not forbidden("allow_deletions", "deletion"),
    admins_bypass = not binding,
    status_checks = json.array(status_checks(protection, rulesets)),
  }
end

return M
