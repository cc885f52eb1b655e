local host = ...
local array = host.json.array

--- Runs functions side by side: whenever one waits, another goes on. What is no longer needed is cancelled: its
--- requests are given up, and what it must close (`<close>`) is closed.
---@class async
local M = {}

local function check(ok, text, ...)
  if not ok then
    host.raise(text:format(...))
  end
end

local function check_options(name, options)
  check(options == nil or type(options) == "table", "%s takes a table of options, found %s", name, type(options))
  for key in pairs(options or {}) do
    check(key == "limit", "%s has no option %q; it has limit", name, tostring(key))
  end
  local limit = options and options.limit
  check(limit == nil or (math.type(limit) == "integer" and limit >= 1), "%s: limit must be a whole number from 1", name)
  return limit
end

local function check_functions(name, functions)
  check(type(functions) == "table", "%s takes a list of functions, found %s", name, type(functions))
  for index = 1, #functions do
    check(type(functions[index]) == "function", "%s: item %d is a %s, not a function", name, index,
      type(functions[index]))
  end
  for key in pairs(functions) do
    check(math.type(key) == "integer" and key >= 1 and key <= #functions,
      "%s takes a list of functions: it has no place for the key %s", name, tostring(key))
  end
  return #functions
end

--- Calls `fn(1)` … `fn(count)` side by side; returns when all ended, or one of them asked for that.
local function run(name, count, limit, fn)
  if count > 0 then
    host["async.run"](count, limit, fn, name)
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
  check(type(list) == "table", "async.map takes a list first, found %s", type(list))
  check(type(fn) == "function", "async.map takes a function second, found %s", type(fn))
  local limit = check_options("async.map", options) or 20
  local results = array {}
  run("async.map", #list, limit, function(index)
    results[index] = fn(list[index], index)
  end)
  return results
end

--- Calls all functions of a list at once and gives their results in the order of the list. The first error is raised
--- after the rest was cancelled.
---@async
---@param functions (fun(): any)[]
---@param options? { limit?: integer } limit: how many run at once (default: all)
---@return any[]
function M.all(functions, options)
  local count = check_functions("async.all", functions)
  local limit = check_options("async.all", options) or math.max(1, count)
  local results = array {}
  run("async.all", count, limit, function(index)
    results[index] = functions[index]()
  end)
  return results
end

---@class async.Outcome
---@field ok boolean whether the function returned
---@field value any what it returned
---@field error any what it raised

--- Calls all functions of a list at once and waits for each, whether it fails or not. An error cancels nothing.
---@async
---@param functions (fun(): any)[]
---@param options? { limit?: integer } limit: how many run at once (default: all)
---@return async.Outcome[] in the order of the list
function M.all_settled(functions, options)
  local count = check_functions("async.all_settled", functions)
  local limit = check_options("async.all_settled", options) or math.max(1, count)
  local outcomes = array {}
  run("async.all_settled", count, limit, function(index)
    local ok, value = pcall(functions[index])
    outcomes[index] = ok and { ok = true, value = value } or { ok = false, error = value }
  end)
  return outcomes
end

--- Calls all functions of a list at once; the first to end decides, and the others are cancelled. What it returned
--- comes back, what it raised is raised.
---@async
---@param functions (fun(): any)[] at least one
---@return any value what the first returned
---@return integer index which one that was
function M.race(functions)
  local count = check_functions("async.race", functions)
  check(count > 0, "async.race takes at least one function: an empty race has no winner")
  local value, winner
  run("async.race", count, count, function(index)
    local returned = functions[index]()
    if not winner then
      value, winner = returned, index
      host["async.finish"]()
    end
  end)
  return value, winner
end

--- Calls all functions of a list at once; the first that succeeds decides, and the others are cancelled. Only when
--- every one has failed is there an error, which tells of each.
---@async
---@param functions (fun(): any)[] at least one
---@return any value what the first that succeeded returned
---@return integer index which one that was
function M.any(functions)
  local count = check_functions("async.any", functions)
  check(count > 0, "async.any takes at least one function")
  local value, winner
  local reasons = {}
  run("async.any", count, count, function(index)
    local ok, returned = pcall(functions[index])
    if not ok then
      reasons[index] = ("%d: %s"):format(index, tostring(returned))
    elseif not winner then
      value, winner = returned, index
      host["async.finish"]()
    end
  end)
  check(winner, "async.any: each of the %d functions failed: %s", count, table.concat(reasons, "; "))
  return value, winner
end

---@class async.Timeout
---@field kind "timeout"
---@field message string
---@field seconds number
local Timeout = { __name = "async.Timeout", __metatable = false }

function Timeout:__tostring()
  return self.message
end

--- Calls `fn(...)` and gives what it returns. When it has not ended after so many seconds it is cancelled, and an error
--- with `kind = "timeout"` is raised. A function that computes without waiting for anything is not interrupted.
---@async
---@generic T
---@param seconds number
---@param fn fun(...): T
---@param ... any arguments of fn
---@return T ...
function M.timeout(seconds, fn, ...)
  check(type(seconds) == "number" and seconds >= 0 and seconds < 1e9,
    "async.timeout takes a number of seconds first, found %s", tostring(seconds))
  check(type(fn) == "function", "async.timeout takes a function second, found %s", type(fn))
  local arguments, results = table.pack(...), nil
  run("async.timeout", 2, 2, function(index)
    if index == 1 then
      results = table.pack(fn(table.unpack(arguments, 1, arguments.n)))
    else
      host.sleep(seconds)
    end
    host["async.finish"]()
  end)
  if not results then
    local message = ("timed out after %.15g s (async.timeout)"):format(seconds)
    host.raise(setmetatable({ kind = "timeout", message = message, seconds = seconds }, Timeout))
  end
  return table.unpack(results, 1, results.n)
end

return M
