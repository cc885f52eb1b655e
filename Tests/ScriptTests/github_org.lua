-- integrations/github_org: what its modules and insights make of GitHub's answers, without a network.
local harness = require("harness")
local case, same = harness.case, harness.same
harness.open("github_org")

local now = 1709219045 -- 2024-02-29T15:04:05Z
local host = harness.host { ["time.now"] = function() return now end }
local json = host.json
rawset(_G, "json", json)
for _, name in ipairs { "glob", "tbl", "time", "url" } do
  package.preload[name] = function()
    return host.standard(name)
  end
end
package.preload.jwt = function()
  return {}
end

local branch = require("lib.branch")
local github = require("lib.github")
local hooks = require("lib.hooks")
local login = require("lib.login")
local refusal = require("lib.refusal")
local repositories = require("lib.repositories")

-- Branches ----------------------------------------------------------------------------------------------------------

local function classic(changes)
  local protection = {
    required_pull_request_reviews = { required_approving_review_count = 2, dismiss_stale_reviews = true },
    required_status_checks = { checks = { { context = "ci" } } }, enforce_admins = { enabled = true },
    allow_force_pushes = { enabled = false }, allow_deletions = { enabled = false },
  }
  for name, value in pairs(changes or {}) do
    protection[name] = value ~= json.null and value or nil
  end
  return protection
end

local function rule(kind, parameters, id)
  return { type = kind, ruleset_id = id or 1, parameters = parameters }
end

local function facts(protection, rules, actors)
  return branch.facts("acme/shop", "main", protection, branch.rulesets(rules or {}, actors or {}))
end

local sound = {
  repository = "acme/shop", name = "main", protected = true, approvals = 2, stale_reviews_kept = false,
  force_push_allowed = false, deletion_allowed = false, admins_bypass = false, status_checks = { "ci" },
}

case("classic protection is read", function()
  same(facts(classic()), sound)
end)

case("a branch without anything is not protected", function()
  local found = facts(nil)
  same({ found.protected, found.force_push_allowed, found.deletion_allowed, found.approvals }, { false, true, true, 0 })
end)

case("rules that protect nothing are no protection", function()
  same(facts(nil, { rule("branch_name_pattern", {}), rule("required_linear_history") }).protected, false)
end)

case("rulesets alone protect as classic protection does", function()
  same(facts(nil, {
    rule("pull_request", { required_approving_review_count = 2, dismiss_stale_reviews_on_push = true }),
    rule("non_fast_forward"), rule("deletion"),
    rule("required_status_checks", { required_status_checks = { { context = "ci" } } }),
  }), sound)
end)

for name, row in pairs {
  ["force pushes"] = { "allow_force_pushes", { enabled = true }, "force_push_allowed", true },
  ["deletions"] = { "allow_deletions", { enabled = true }, "deletion_allowed", true },
  ["administrators"] = { "enforce_admins", { enabled = false }, "admins_bypass", true },
  ["no reviews"] = { "required_pull_request_reviews", json.null, "approvals", 0 },
  ["no checks"] = { "required_status_checks", json.null, "status_checks", {} },
} do
  case("classic protection with a hole: " .. name, function()
    same(facts(classic { [row[1]] = row[2] })[row[3]], row[4])
  end)
end

case("a ruleset closes what classic protection leaves open", function()
  local open = classic { allow_force_pushes = { enabled = true }, enforce_admins = { enabled = false } }
  local found = facts(open, { rule("non_fast_forward") })
  same({ found.force_push_allowed, found.admins_bypass }, { false, false })
end)

case("stale reviews are kept only where there are reviews to keep", function()
  local kept = { required_approving_review_count = 1, dismiss_stale_reviews = false }
  same(facts(classic { required_pull_request_reviews = kept }).stale_reviews_kept, true)
  same(facts(classic { required_pull_request_reviews = json.null }).stale_reviews_kept, false)
end)

for name, row in pairs {
  ["owners always"] = { { actor_type = "OrganizationAdmin", bypass_mode = "always" }, true },
  ["a role always"] = { { actor_type = "RepositoryRole", bypass_mode = "always" }, true },
  ["owners by pull request"] = { { actor_type = "OrganizationAdmin", bypass_mode = "pull_request" }, false },
  ["an App"] = { { actor_type = "Integration", bypass_mode = "always" }, false },
} do
  case("who may pass a ruleset: " .. name, function()
    same(facts(nil, { rule("deletion") }, { [1] = { row[1] } }).admins_bypass, row[2])
  end)
end

case("one ruleset that binds administrators is enough", function()
  local pass = { { actor_type = "OrganizationAdmin", bypass_mode = "always" } }
  same(facts(nil, { rule("deletion", nil, 1), rule("deletion", nil, 2) }, { [1] = pass }).admins_bypass, false)
end)

-- Webhooks -----------------------------------------------------------------------------------------------------------

local function hook_faults(config)
  local faults, severity = hooks.faults(hooks.facts("acme", { id = 1, active = true, events = {}, config = config }))
  return { #faults, severity }
end

for name, row in pairs {
  ["as it should be"] = { { url = "https://a.example/", insecure_ssl = "0", secret = "********" }, { 0 } },
  ["a number for insecure_ssl"] = { { url = "https://a.example/", insecure_ssl = 0, secret = "x" }, { 0 } },
  ["plain http"] = { { url = "HTTP://a.example/", insecure_ssl = "0", secret = "x" }, { 1, "high" } },
  ["unverified"] = { { url = "https://a.example/", insecure_ssl = 1, secret = "x" }, { 1, "high" } },
  ["unsigned"] = { { url = "https://a.example/", insecure_ssl = "0" }, { 1, "medium" } },
  ["null for a secret"] = { { url = "https://a.example/", insecure_ssl = "0", secret = json.null }, { 1, "medium" } },
  ["all of it"] = { { url = "http://a.example/", insecure_ssl = "1", secret = "" }, { 3, "high" } },
} do
  case("a webhook: " .. name, function()
    same(hook_faults(row[1]), row[2])
  end)
end

case("a webhook's URL loses what may be secret", function()
  local hook = { id = 1, active = true, events = {}, config = { url = "https://u:p@a.example/x?token=1#y" } }
  same(hooks.facts("acme", hook).url, "https://a.example/x")
end)

-- Refusals -----------------------------------------------------------------------------------------------------------

local function response(status, message, headers)
  return {
    status = status, headers = headers or {}, url = "https://api.github.com/x",
    json = function() return { message = message } end,
  }
end

local function told(...)
  return tostring(refusal.new(response(...), "the hooks of acme", "the scope x"))
end

case("a refusal names what GitHub would have accepted", function()
  same(told(404, "Not Found", { ["x-accepted-oauth-scopes"] = "admin:org_hook" }),
    "GitHub does not give the hooks of acme: 404, Not Found; a 404 also stands for what a token may not see. "
      .. "The token needs the scope admin:org_hook")
  same(told(403, "Resource not accessible", { ["x-accepted-github-permissions"] = "hooks=read" }),
    "GitHub does not give the hooks of acme: 403, Resource not accessible. The token needs the permission hooks=read")
end)

case("a refusal falls back on what is known to be needed", function()
  same(told(403, "no", { ["x-accepted-oauth-scopes"] = "" }),
    "GitHub does not give the hooks of acme: 403, no. The token needs the scope x")
  same(told(422, "Only owners."),
    "GitHub does not give the hooks of acme: 422, Only owners. The token needs the scope x")
  same(told(500, "oops"), "GitHub does not give the hooks of acme: 500, oops")
end)

case("a rate limit is told apart from a refusal", function()
  same(told(403, "API rate limit exceeded", { ["x-ratelimit-remaining"] = "0", ["x-ratelimit-reset"] = "1709219045" }),
    "GitHub's rate limit is used up (API rate limit exceeded); it is open again at 2024-02-29 15:04:05 UTC")
  same(refusal.is_rate_limit(response(403, "You have exceeded a secondary rate limit.")), true)
  same(refusal.is_rate_limit(response(403, "Forbidden")), false)
  same(refusal.is_rate_limit(response(404, "rate limit")), false)
end)

-- The rest -----------------------------------------------------------------------------------------------------------

for granted, missing in pairs {
  ["repo, admin:org, admin:org_hook"] = 0, ["admin:org,repo"] = 1, ["read:org"] = 3, [""] = 4, ["write:org"] = 3,
} do
  case(("scopes %q"):format(granted), function()
    same(#login.missing_scopes(granted), missing)
  end)
end

case("paths are encoded part by part", function()
  same(github.path("repos", "acme/shop.js", "branches", "release/2.x #1", "protection"),
    "/repos/acme/shop.js/branches/release%2F2.x%20%231/protection")
end)

case("a repository that hides its settings has none", function()
  same(repositories.facts({ full_name = "a/b", size = 0, archived = false, disabled = false }).security, {})
end)

-- Insights at their edges --------------------------------------------------------------------------------------------

local declared = {}
rawset(_G, "task", function(declaration)
  declared[declaration.name] = declaration
end)
for _, file in ipairs { "actions", "branches", "credentials", "organization", "people", "repositories", "webhooks" } do
  dofile("integrations/github_org/insights/" .. file .. ".lua")
end

---Runs an insight over data of its collectors and gives the ids that it objects to.
local function judged(name, data, config)
  local ctx = {
    get_data = function(of) return data[of] or {} end,
    get_message = function() return "not read" end,
    config = { get = function(key, default) return config and config[key] or default end },
  }
  local result, ids = declared[name].run(ctx), {}
  for _, resource in ipairs(result.resources or {}) do
    if resource.violation then
      ids[#ids + 1] = resource.id .. (resource.severity and " " .. resource.severity or "")
    end
  end
  same(result.violation == true, #ids > 0)
  return ids, result.message
end

case("every insight has what a violation shows", function()
  local count = 0
  for name, declaration in pairs(declared) do
    count = count + 1
    for _, key in ipairs { "title", "description", "severity", "remediation" } do
      assert(declaration[key], name .. " lacks " .. key)
    end
    assert(declaration.references[1]:find("^https://docs%.github%.com/"), name)
  end
  same(count, 35)
end)

case("a setting that the token does not see is not judged", function()
  local ids, message = judged("two_factor_not_required", { organization = { settings = { login = "acme" } } })
  same(ids, {})
  same(message:find("^two_factor_requirement_enabled is not visible to this token") ~= nil, true)
end)

for permission, wanted in pairs { none = {}, read = {}, write = { "acme" }, admin = { "acme" } } do
  case("base permission " .. permission, function()
    local settings = { login = "acme", default_repository_permission = permission }
    same(judged("default_repository_permission_broad", { organization = { settings = settings } }), wanted)
  end)
end

for days, wanted in pairs { [90] = {}, [91] = { "acme/shop#key=1" } } do
  case(("a key unused for %d days"):format(days), function()
    local key = {
      repository = "acme/shop", id = 1, title = "k", created_at = now - days * 86400, last_used = json.null,
    }
    same(judged("stale_deploy_keys", { deploy_keys = { keys = { key } } }), wanted)
  end)
end

case("tokens are not judged where they are not visible", function()
  local ids, message = judged("tokens_without_expiry", { tokens = { visible = false, tokens = {} } })
  same({ ids, message }, { {}, "not read" })
end)

for owners, wanted in pairs { [0] = { "acme" }, { "acme" }, {}, {}, {}, {}, { "acme" } } do
  case(owners .. " owners", function()
    local members = {}
    for number = 1, owners do
      members[number] = { login = "m" .. number, role = "admin" }
    end
    same(judged("organization_owners", { members = { organization = "acme", members = members } }), wanted)
  end)
end

case("an owner without two-factor authentication is worse than a member", function()
  same(judged("members_without_two_factor", {
    members = { members = {
      { organization = "acme", login = "boss", role = "admin" },
      { organization = "acme", login = "dev", role = "member" },
    } },
    without_two_factor = { members = { "boss", "dev" } },
  }), { "acme#member=boss critical", "acme#member=dev" })
end)

case("an unprotected branch is one finding", function()
  local data = { branches = { branches = { facts(nil) } } }
  for name in pairs(declared) do
    if name:find("^branch_") then
      same(judged(name, data), {})
    end
  end
  same(judged("default_branch_unprotected", data), { "acme/shop#branch=main" })
end)

case("approvals are compared with what the config asks for", function()
  local data = { branches = { branches = { facts(classic()) } } }
  same(judged("branch_reviews_missing", data, { required_approvals = 3 }), { "acme/shop#branch=main" })
  same(judged("branch_reviews_missing", data, { required_approvals = 2 }), {})
end)

case("push protection without secret scanning is not asked for", function()
  local repository = { full_name = "acme/shop", visibility = "public", security = {
    secret_scanning = "disabled", secret_scanning_push_protection = "disabled",
  } }
  local data = { repositories = { repositories = { repository } } }
  same(judged("push_protection_off", data), {})
  same(judged("secret_scanning_off", data), { "acme/shop critical" })
end)

case("active webhooks alone are judged", function()
  local hook = { owner = "acme", id = 1, active = true, url = "http://x/", verifies = true, has_secret = true }
  local off = { owner = "acme", id = 2, active = false, url = "http://x/", verifies = true, has_secret = true }
  local data = { organization_webhooks = { hooks = { hook, off } }, repository_webhooks = { hooks = { off } } }
  same(judged("insecure_organization_webhooks", data), { "acme#hook=1 high" })
  same(judged("insecure_webhooks", data), {})
end)

case("Actions that are off are not judged", function()
  local actions = { organization = "acme", enabled_repositories = "none" }
  same(judged("actions_allow_all", { actions = actions }), {})
end)

return harness
