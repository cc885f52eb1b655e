-- What every script finds when it starts: the frozen globals, require, print and ctx. Runs once a state, before any
-- author's code; `host` holds the natives.
local host = ...

local real = _G
local load_module, where, raise = host["module"], host.where, host.raise

-- Globals ------------------------------------------------------------------------------------------------------------

--- A view of `t` that cannot be written through; with `call` it can be called as a function, too.
local function frozen(name, t, call)
  return setmetatable({}, {
    __call = call and function(_, ...)
      return call(...)
    end,
    __index = t,
    __newindex = function(_, key)
      raise(("%s is read-only: %s.%s cannot be set"):format(name, name, tostring(key)))
    end,
    __pairs = function(self)
      -- Not next and t themselves: whoever has t can write to it.
      return function(_, key)
        return next(t, key)
      end, self, nil
    end,
    __metatable = false,
    __frozen = true,
  })
end

host.frozen = frozen

local shared = {}
for _, name in ipairs {
  "_VERSION", "assert", "error", "getmetatable", "ipairs", "load", "next", "pairs", "pcall", "rawequal", "rawget",
  "rawlen", "rawset", "select", "setmetatable", "tonumber", "tostring", "type", "xpcall",
} do
  shared[name] = real[name]
end

-- The stock one returns its seeds, and one of them is the address of the state.
local randomseed = real.math.randomseed
function real.math.randomseed(...)
  randomseed(...)
end

real.string.dump = nil
getmetatable("").__metatable = false

for _, name in ipairs { "coroutine", "math", "string", "table", "utf8" } do
  shared[name] = frozen(name, real[name])
end

-- A test may say what time it is.
local time, date, fixed_time = os.time, os.date, host["time.fixed"]
if fixed_time then
  function time(fields)
    return fields == nil and fixed_time() or os.time(fields)
  end
  function date(format, at)
    return os.date(format, at == nil and fixed_time() or at)
  end
end
shared.os = frozen("os", { clock = os.clock, date = date, difftime = os.difftime, time = time })
shared.debug = frozen("debug", host.debug)
shared.json = frozen("json", host.json)

function shared.collectgarbage(option)
  if option ~= nil and option ~= "count" then
    raise(('collectgarbage(%q) is not available to scripts; only "count" is'):format(tostring(option)))
  end
  return collectgarbage("count")
end

function shared.print(...)
  local parts = table.pack(...)
  for i = 1, parts.n do
    parts[i] = tostring(parts[i])
  end
  host["ctx.add_log"](table.concat(parts, "\t"))
end

-- What libraries ask of io: two streams that lead to the log, a line a call.
local streams = {}

local function stream(name)
  local self
  local function write(_, ...)
    local parts = table.pack(...)
    for i = 1, parts.n do
      local kind = type(parts[i])
      if kind ~= "string" and kind ~= "number" then
        raise(("%s:write takes strings and numbers, found %s"):format(name, kind))
      end
    end
    host["ctx.add_log"]((table.concat(parts):gsub("\n$", "")))
    return self
  end
  local methods = {
    write = write,
    flush = function()
      return self
    end,
    setvbuf = function()
      return true
    end,
    close = function()
      return nil, name .. " cannot be closed"
    end,
  }
  self = host.object {
    __name = "file (" .. name .. ")",
    __index = function(_, key)
      return methods[key]
    end,
    __metatable = false,
  }
  streams[self] = true
  return self
end

local out = stream("io.stdout")
shared.io = frozen("io", {
  stdout = out,
  stderr = stream("io.stderr"),
  write = function(...)
    return out:write(...)
  end,
  type = function(value)
    return streams[value] and "file" or nil
  end,
})

-- Modules ------------------------------------------------------------------------------------------------------------

local loaded = { json = shared.json }
local loading = {} -- module -> the strand that loads it
local waiting = {} -- strand -> the module that it waits for
local requiring = {} -- strand -> the modules that it loads, outermost first

--- The chain of modules through which `strand` would wait for itself, or nil.
local function cycle_from(name, strand)
  local chain, owner = { name }, loading[name]
  if owner == strand then
    local names = requiring[strand]
    local first = 1
    while names[first] and names[first] ~= name do
      first = first + 1
    end
    return table.move(names, first, #names, 1, { [#names - first + 2] = name })
  end
  while owner ~= strand do
    name = waiting[owner]
    if name == nil then
      return nil
    end
    chain[#chain + 1] = name
    owner = loading[name]
  end
  chain[#chain + 1] = chain[1]
  return chain
end

local standard = {} -- what the modules and parts of the standard library returned

--- A module of the standard library, or a part of one ("_name"), for another of its modules: a file of the author's
--- with that name never takes its place.
function host.standard(name, chunk)
  local module = standard[name]
  if module == nil then
    module = (chunk or load_module(name, true))(host)
    standard[name] = module
  end
  return module
end

-- Rocks share an environment, apart from those of the author's files, and find what libraries expect: a _G that can be
-- written to, and of package what tells of the system.
local rock_globals = setmetatable({}, { __index = shared, __metatable = false })
rock_globals._G = rock_globals
local libraries = { _G = rock_globals }
for _, name in ipairs { "coroutine", "debug", "io", "math", "os", "string", "table", "utf8" } do
  libraries[name] = shared[name]
end
rock_globals.package = frozen("package", {
  config = "/\n;\n?\n!\n-\n",
  path = "",
  cpath = "",
  loaded = frozen("package.loaded", loaded),
  preload = frozen("package.preload", {}),
  searchpath = function(name)
    return nil, ("no file for '%s': modules are found by require"):format(tostring(name))
  end,
})

local function wait_for(name, strand)
  local chain = cycle_from(name, strand)
  if chain then
    raise("modules require each other in a circle: " .. table.concat(chain, " → "))
  end
  waiting[strand] = name
  while loading[name] do
    if not host["strand.runs"](loading[name]) then
      loading[name] = nil -- its loader was dropped in the middle
      break
    end
    host["module.wait"](name)
  end
  waiting[strand] = nil
end

local function require(name)
  if type(name) ~= "string" then
    raise(("require takes the name of a module, found %s"):format(type(name)))
  end
  local module = loaded[name]
  if module ~= nil then
    return module
  end
  local strand = host.strand()
  if loading[name] then
    wait_for(name, strand)
    return require(name)
  end
  local chunk, path, is_standard, is_rock = load_module(name)
  if is_rock then
    host.set_chunk_environment(chunk, rock_globals)
  end
  if is_standard then
    module = host.standard(name, chunk)
  else
    loading[name] = strand
    local names = requiring[strand] or {}
    requiring[strand] = names
    names[#names + 1] = name
    local _ <close> = setmetatable({}, {
      __close = function()
        loading[name] = nil
        names[#names] = nil
        host["module.loaded"](name)
      end,
    })
    module = chunk(name, path)
  end
  if module == nil then
    module = true
  end
  loaded[name] = is_standard and type(module) == "table" and frozen(name, module) or module
  return loaded[name]
end
shared.require = require

-- In stock Lua the libraries are modules, too, and rocks ask for them as such.
function rock_globals.require(name)
  local library = libraries[name]
  if library ~= nil then
    return library
  end
  return require(name)
end

-- Modules of the standard library that are globals too, loaded when they are first used.
local lazy = { http = "http", async = "async" }
setmetatable(shared, {
  __index = function(t, name)
    local module = lazy[name]
    if module then
      t[name] = require(module)
      return rawget(t, name)
    end
  end,
})

shared.sleep = host.sleep

function shared.task(declaration)
  host.task(declaration, where())
end

function shared.runner(declaration)
  host.runner(declaration, where())
  return declaration
end

-- Test files find more; the host says so by what it has defined.
if host["test.declare"] then
  for name, value in pairs(host.standard("_test")) do
    shared[name] = value
  end
end

host.set_environment {
  __index = shared,
  __newindex = function(_, name)
    raise(("cannot assign to the undeclared global '%s'; declare it with 'local'"):format(tostring(name)))
  end,
  __metatable = false,
}

--- The names of all globals, and of the members of those that are libraries ("io.write"), for `luahost check`.
function host.global_names()
  local names = {}
  for _, t in ipairs { shared, lazy } do
    for name, value in pairs(t) do
      names[#names + 1] = name
      for member in pairs(type(value) == "table" and value or {}) do
        names[#names + 1] = ("%s.%s"):format(name, member)
      end
    end
  end
  return names
end

-- ctx ----------------------------------------------------------------------------------------------------------------

local function read_only(name)
  return function(_, key)
    raise(("%s is read-only: %s.%s cannot be set"):format(name, name, tostring(key)))
  end
end

--- A getter with a default: the author's own value comes back where the host has none.
local function with_default(native, self)
  return function(...)
    local key, default = ...
    if rawequal(key, self()) then
      key, default = select(2, ...)
    end
    local value = native(key)
    if value == nil then
      return default
    end
    return value
  end
end

local config
local get_config = with_default(host["config.get"], function()
  return config
end)
config = host.object {
  __name = "ctx.config",
  __index = function(_, key)
    if key == "get" then
      return get_config
    end
    return host["config.get"](key)
  end,
  __newindex = read_only("ctx.config"),
  __pairs = function()
    return next, host["config.all"](), nil
  end,
  __tostring = function()
    return "ctx.config"
  end,
  __metatable = false,
}

local members = { config = config }
for name, native in pairs(host) do
  local member = name:match("^ctx%.(.+)$")
  if member then
    members[member] = native
  end
end

local ctx
members.base = with_default(host["ctx.base"], function()
  return ctx
end)
ctx = host.object {
  __name = "ctx",
  __index = function(_, key)
    local member = members[key]
    if member ~= nil then
      return member
    end
    return host.ctx_field(key)
  end,
  __newindex = read_only("ctx"),
  __tostring = function()
    return "ctx"
  end,
  __metatable = false,
}

return ctx
