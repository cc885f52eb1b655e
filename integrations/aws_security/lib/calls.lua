-- Calls that may fail one by one: a collector reports them and goes on.
local account = require("lib.account")
local aws = require("aws")

local M = {}

---The answer of a call; false where AWS says that there is no such setting, nil where it is not known: then the fault
---is among the task's errors.
---@async
---@param ctx table
---@param what string what the call is about, for the error
---@param client aws.Client
---@param operation string
---@param params table
---@param absent? string the code that means "not set"
---@return table|false|nil
function M.ask(ctx, what, client, operation, params, absent)
  local answer, fault = client:call(operation, params)
  if answer then
    return answer
  elseif absent and fault.code == absent then
    return false
  end
  ctx.add_error(("%s: %s"):format(what, tostring(fault)))
  return nil
end

---All items of all pages; a fault is raised.
---@async
---@return any[]
function M.all(client, operation, params, path)
  local items, fault = client:list(operation, params, path)
  if not items then
    error(fault, 0)
  end
  return items
end

---What `fetch` gives for each region, in one list. A region that refuses is an error of the task; when all do, it
---fails.
---@async
---@generic T
---@param ctx table
---@param service string
---@param fetch fun(client: aws.Client, region: string): T[]
---@return T[]
function M.in_regions(ctx, service, fetch)
  local regions, first = account.regions(), nil
  local found = async.map(regions, function(region)
    local ok, things = pcall(fetch, account.client(service, region), region)
    if ok then
      return things
    elseif not aws.is_error(things) then
      error(things, 0)
    end
    first = first or things
    ctx.add_error(("%s: %s"):format(region, tostring(things)))
    return false
  end, { limit = 16 })
  local all, answered = json.array {}, false
  for _, things in ipairs(found) do
    answered = answered or things
    for _, thing in ipairs(things or {}) do
      all[#all + 1] = thing
    end
  end
  if not answered then
    error(first, 0)
  end
  return all
end

---How many calls of one service may be under way.
function M.limit(ctx)
  return ctx.config.get("concurrency", 100)
end

return M
