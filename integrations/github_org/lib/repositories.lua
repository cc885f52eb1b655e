-- What collectors ask of each repository.
local findings = require("lib.findings")
local github = require("lib.github")
local refusal = require("lib.refusal")
local tbl = require("tbl")

local M = {}

---@class Repository
---@field full_name string
---@field name string
---@field visibility string
---@field archived boolean
---@field empty boolean
---@field default_branch string
---@field pushed_at string|nil
---@field security table<string, string> feature → "enabled" or "disabled"; empty where the token does not see it

---@param repository table as GitHub lists it
---@return Repository
function M.facts(repository)
  local security = {}
  for feature, setting in pairs(repository.security_and_analysis or {}) do
    security[feature] = type(setting) == "table" and setting.status or nil
  end
  return {
    full_name = repository.full_name, name = repository.name, visibility = repository.visibility,
    archived = repository.archived or repository.disabled, empty = repository.size == 0,
    default_branch = repository.default_branch, pushed_at = repository.pushed_at, security = security,
  }
end

---What `ask` gives of each repository in use, as one list. A repository that refuses is told of, and left out; when all
---refuse, that is the error.
---@async
---@param ctx table
---@param what string plural, such as "deploy keys"
---@param ask fun(repository: Repository): table[]
---@return table[] items
---@return integer how many repositories answered
function M.collect(ctx, what, ask)
  local repositories = tbl.reject(ctx.get_data("repositories").repositories, "archived")
  local answers = async.map(repositories, function(repository)
    local ok, answer = pcall(ask, repository)
    if not ok and not refusal.is(answer) then
      error(answer, 0)
    end
    return ok and { items = answer } or { repository = repository.full_name, refusal = answer }
  end, { limit = ctx.config.get("concurrency", 20) })
  local refused = tbl.filter(answers, "refusal")
  if #refused > 0 then
    if #refused == #answers then
      error(refused[1].refusal)
    end
    ctx.add_error(("%s of %d of %d repositories could not be read (%s). The first: %s"):format(
      what, #refused, #answers, findings.listed(tbl.pluck(refused, "repository")), refused[1].refusal.message))
  end
  return tbl.flatten(tbl.pluck(answers, "items"), 1), #answers - #refused
end

---What a token needs in order to read what anyone may read who sees the repository.
M.read_access = "the scope repo or the permission metadata=read"

---What a token needs in order to read what administrators alone see.
---@param permission string of a fine-grained token, such as "administration=read"
---@return string
function M.admin_access(permission)
  return "the scope repo and the admin role in the repository, or the permission " .. permission
end

---What `facts` makes of each item that GitHub lists under each repository in use, as one list.
---@async
---@param ctx table
---@param list { what: string, path: string, needs: string, query: table|nil } what: plural, such as "deploy keys"
---@param facts fun(item: table, repository: Repository): table
---@return table[] items
---@return integer how many repositories answered
function M.list(ctx, list, facts)
  return M.collect(ctx, list.what, function(repository)
    local listed = ctx.base("github"):list(github.path("repos", repository.full_name, list.path), {
      what = ("the %s of %s"):format(list.what, repository.full_name), needs = list.needs, query = list.query,
    })
    return tbl.map(listed, function(item)
      return facts(item, repository)
    end)
  end)
end

return M
