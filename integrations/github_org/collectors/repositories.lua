local branch = require("lib.branch")
local github = require("lib.github")
local glob = require("glob")
local refusal = require("lib.refusal")
local repositories = require("lib.repositories")
local tbl = require("tbl")

task {
  name = "repositories",
  title = "Repositories",
  type = "collector",
  run = function(ctx)
    local name = ctx.base("organization")
    local listed = ctx.base("github"):list(github.path("orgs", name, "repos"), {
      what = "the repositories of " .. name, query = { type = "all", sort = "full_name" },
    })
    local wanted = ctx.config.get("repositories", { "*" })
    local chosen = tbl.filter(tbl.map(listed, repositories.facts), function(repository)
      return glob.any(wanted, repository.name)
    end)
    if #listed > 0 and #tbl.filter(chosen, function(found) return next(found.security) ~= nil end) == 0 then
      ctx.add_error("the security settings of repositories are not visible to this token, and are not judged: it needs "
        .. "the scope repo and the admin role, or the permission administration=read")
    end
    return { data = { repositories = chosen }, message = ("%d of %d repositories"):format(#chosen, #listed) }
  end,
}

local needs = repositories.admin_access("administration=read")

---The protection of a branch; nil where there is none, with GitHub's reason where it is the plan.
local function protection_of(api, repository)
  local path = github.path("repos", repository.full_name, "branches", repository.default_branch, "protection")
  local ok, answer = pcall(api.get, api, path, {
    what = "the branch protection of " .. repository.full_name, needs = needs,
  })
  if ok then
    return answer
  elseif not refusal.is(answer) then
    error(answer, 0)
  end
  if answer.status == 404 and answer.said == "Branch not protected" then
    return nil
  elseif answer.status == 403 and answer.said:find("^Upgrade to ") then
    return nil, "the organisation's plan has no branch protection for private repositories"
  end
  error(answer)
end

---The rulesets that apply to the default branch. `known` remembers who may bypass a ruleset, for many repositories may
---share one of the organisation.
local function rulesets_of(api, repository, known)
  local rules = api:list(github.path("repos", repository.full_name, "rules", "branches", repository.default_branch), {
    what = "the rules of " .. repository.full_name, needs = repositories.read_access,
  })
  for _, rule in ipairs(rules) do
    local id = rule.ruleset_id
    if not known[id] then
      local found = api:get(github.path("repos", repository.full_name, "rulesets", tostring(id)), {
        what = ("ruleset %d of %s"):format(id, repository.full_name),
        needs = repositories.read_access,
      })
      known[id] = found.bypass_actors or {}
    end
  end
  return branch.rulesets(rules, known)
end

task {
  name = "branches",
  title = "Protection of default branches",
  type = "collector",
  depends_on = { "repositories" },
  run = function(ctx)
    local api, known = ctx.base("github"), {}
    local branches, count = repositories.collect(ctx, "branch protection", function(repository)
      if repository.empty then
        return {}
      end
      local protection, reason = protection_of(api, repository)
      local rulesets = reason and {} or rulesets_of(api, repository, known)
      local facts = branch.facts(repository.full_name, repository.default_branch, protection, rulesets)
      facts.reason = reason
      return { facts }
    end)
    return { data = { branches = branches }, message = ("%d branches of %d repositories"):format(#branches, count) }
  end,
}

task {
  name = "dependabot_alerts",
  title = "Whether Dependabot alerts are on",
  type = "collector",
  depends_on = { "repositories" },
  run = function(ctx)
    local found, count = repositories.collect(ctx, "Dependabot settings", function(repository)
      local path = github.path("repos", repository.full_name, "vulnerability-alerts")
      local response = ctx.base("github"):response(path)
      local disabled = response.status == 404 and refusal.said(response) == "Vulnerability alerts are disabled."
      if response.status ~= 204 and not disabled then
        error(refusal.new(response, "the Dependabot settings of " .. repository.full_name, needs))
      end
      return { { full_name = repository.full_name, alerts = not disabled } }
    end)
    return { data = { repositories = found }, message = ("asked %d repositories"):format(count) }
  end,
}
