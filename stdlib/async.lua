local host = ...

--- Runs functions side by side: whenever one waits, another goes on.
---@class async
local M = {}

local function check(ok, text)
  if not ok then
    host.raise(text)
  end
end

--- Calls `fn(item, index)` for each item of a list, at most `limit` at once, and gives the results in the order of the
--- items. The first error is raised after the rest was cancelled.
---@async
---@generic T, R
---@param list T[]
---@param fn fun(item: T, index: integer): R
---@param options? { limit?: integer } limit: how many run at once (default 20)
---@return R[]
function M.map(list, fn, options)
  check(type(list) == "table", ("async.map takes a list first, found %s"):format(type(list)))
  check(type(fn) == "function", ("async.map takes a function second, found %s"):format(type(fn)))
  check(
    options == nil or type(options) == "table",
    ("async.map takes a table of options third, found %s"):format(type(options))
  )
  local limit = options and options.limit or 20
  for key in pairs(options or {}) do
    check(key == "limit", ("async.map has no option %q; it has limit"):format(tostring(key)))
  end
  check(math.type(limit) == "integer" and limit >= 1, "async.map: limit must be a whole number from 1")
  local count, results = #list, {}
  if count > 0 then
    host["async.run"](count, limit, function(index)
      results[index] = fn(list[index], index)
    end)
  end
  return results
end

--- Calls all functions of a list at once and gives their results in the order of the list.
---@async
---@param functions (fun(): any)[]
---@return any[]
function M.all(functions)
  check(type(functions) == "table", ("async.all takes a list of functions, found %s"):format(type(functions)))
  for index, fn in ipairs(functions) do
    check(type(fn) == "function", ("async.all: item %d is a %s, not a function"):format(index, type(fn)))
  end
  return M.map(functions, function(fn)
    return fn()
  end, { limit = math.max(1, #functions) })
end

return M
