local host = ...
local text = host.standard("_value_text")
local expecting = host.standard("_test_expect")
local raise, where = host.raise, host.where

--- `describe`, `it` and the hooks. The file declares its tests while it is loaded; the host runs each of those that it
--- chooses as a task of its own, one after the other.
local M = {}

local function new_scope(name, parent, mode)
  return {
    name = name, parent = parent, mode = mode, depth = parent and parent.depth + 1 or 0, left = 0,
    before_all = {}, after_all = {}, before_each = {}, after_each = {},
  }
end

local current = new_scope(nil, nil, "run")
local tests = {}
local deepest = 50

local function check_name(what, name)
  if type(name) ~= "string" or not name:find("%S") then
    raise(("%s takes a name first, a text that says what holds; found %s"):format(what, text.line(name, 60)))
  end
  return (name:gsub("%s+", " "))
end

local function check_loading(what)
  if not host["test.declares"]() then
    raise(what .. " belongs at the top of a test file or inside describe; a test that runs cannot declare another")
  end
end

local function check_function(what, body)
  if type(body) ~= "function" then
    raise(("%s takes a function, found %s"):format(what, text.line(body, 60)))
  end
end

-- The innermost word counts: a skip inside an only is skipped.
local function mode_of(mode, scope)
  if mode == "skip" or scope.mode == "skip" then
    return "skip"
  end
  return (mode == "only" or scope.mode == "only") and "only" or "run"
end

local function describe(mode)
  return function(name, body)
    check_loading("describe")
    name = check_name("describe", name)
    check_function("describe", body)
    local outer = current
    if outer.depth >= deepest then
      raise("describe is nested more than " .. deepest .. " levels deep")
    end
    current = new_scope(name, outer, mode_of(mode, outer))
    local _ <close> = setmetatable({}, { __close = function()
      current = outer
    end })
    body()
  end
end

-- Running ------------------------------------------------------------------------------------------------------------

--- From the outermost scope to the test's own.
local function chain_of(scope)
  local chain = {}
  while scope do
    table.insert(chain, 1, scope)
    scope = scope.parent
  end
  return chain
end

local open = {} -- scopes that were entered, outermost first

local function closer(body)
  return setmetatable({}, { __close = function(_, err)
    if err == nil then
      return body()
    end
    -- The first error is what the author wants to see.
    local ok, second = pcall(body)
    if not ok then
      host["ctx.add_log"]("and then: " .. (type(second) == "string" and second or text.line(second)))
    end
  end })
end

local function run_hooks(hooks)
  for _, hook in ipairs(hooks) do
    hook()
  end
end

--- Leaves the scopes that no test comes for any more; `all` of them that are not around `scope`.
local function leave(scope)
  local around = {}
  for _, one in ipairs(chain_of(scope)) do
    around[one] = true
  end
  for index = #open, 1, -1 do
    local one = open[index]
    if one.left == 0 and not around[one] then
      table.remove(open, index)
      run_hooks(one.after_all)
    end
  end
end

local function enter(chain)
  for _, scope in ipairs(chain) do
    if not scope.entered then
      scope.entered = true
      open[#open + 1] = scope
      scope.broken = "was stopped"
      local ok, err = true, nil
      if #scope.before_all > 0 then
        local _ <close> = setmetatable({}, { __close = function(_, fault)
          ok, err = fault == nil, fault
          scope.broken = not ok and select(2, pcall(tostring, err)) or nil
        end })
        run_hooks(scope.before_all)
      end
      if ok then
        scope.broken = nil
      end
    elseif scope.broken then
      error(("before_all of %s failed: %s"):format(
        scope.name and text.quoted(scope.name) or "the file", scope.broken), 0)
    end
  end
end

local planned = false

--- Counts the chosen tests of each scope, so that its last one is known.
local function plan()
  planned = true
  for _, index in ipairs(host["test.plan"]()) do
    for _, scope in ipairs(chain_of(tests[index].scope)) do
      scope.left = scope.left + 1
    end
  end
end

local function run(test)
  if not planned then
    plan()
  end
  leave(test.scope)
  local chain = chain_of(test.scope)
  for _, scope in ipairs(chain) do
    scope.left = scope.left - 1
  end
  if host["test.bailed"]() then
    leave(nil)
    return { data = {} }
  end
  expecting.begin()
  do
    local _ <close> = closer(function()
      leave(nil)
    end)
    enter(chain)
    local _ <close> = closer(function()
      for index = #chain, 1, -1 do
        run_hooks(chain[index].after_each)
      end
    end)
    for _, scope in ipairs(chain) do
      run_hooks(scope.before_each)
    end
    local it = test.body -- its name in tracebacks
    it()
    expecting.finish()
  end
  return { data = {} }
end

-- Declaring ----------------------------------------------------------------------------------------------------------

local function declare(mode)
  return function(name, body, options)
    check_loading("it")
    name = check_name("it", name)
    if mode == "skip" and body == nil then
      body = function() end
    end
    check_function("it", body)
    options = host.standard("_arguments").options("it", options, { timeout = "number" })
    local file, line = where()
    local test = { name = name, scope = current, body = body }
    tests[#tests + 1] = test
    local path = {}
    for _, scope in ipairs(chain_of(current)) do
      path[#path + 1] = scope.name
    end
    path[#path + 1] = name
    host["test.declare"](host.json.encode {
      path = host.json.array(path), mode = mode_of(mode, current), file = file, line = line, timeout = options.timeout,
    }, function()
      return run(test)
    end)
  end
end

local function callable(name, default, members)
  return host.frozen(name, members, default)
end

local function hook(name)
  return function(body)
    check_loading(name)
    check_function(name, body)
    table.insert(current[name], body)
  end
end

M.describe = callable("describe", describe("run"), { skip = describe("skip"), only = describe("only") })
M.it = callable("it", declare("run"), { skip = declare("skip"), only = declare("only") })
for _, name in ipairs { "before_all", "after_all", "before_each", "after_each" } do
  M[name] = hook(name)
end
M.expect = expecting.expect

return M
