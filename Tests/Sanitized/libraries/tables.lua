-- The table library against Lua's own: results, errors, contents, and the accesses that metamethods see, in order.
math.randomseed(tonumber(os.getenv("SEED") or 20240612), 2)
local random = math.random
local cases = 0

--- A table, or a proxy that writes down what is done to it.
local function subject(content, kind, log)
  local t = {}
  for i, value in pairs(content) do
    t[i] = value
  end
  if kind == "plain" then
    return t, t
  end
  local proxy = setmetatable({}, {
    __index = function(_, key)
      log[#log + 1] = "get " .. tostring(key)
      if kind == "failing" and key == 4 then
        error("no four", 0)
      end
      return t[key]
    end,
    __newindex = function(_, key, value)
      log[#log + 1] = "set " .. tostring(key) .. " " .. tostring(value)
      t[key] = value
    end,
    __len = kind ~= "unmeasured" and function()
      return kind == "text" and "5" or kind == "bad" and {} or #t
    end or nil,
  })
  return proxy, t
end

local function describe(log, content, ok, ...)
  local parts = { tostring(ok) }
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    parts[#parts + 1] = type(value) == "table" and "table" or tostring(value)
  end
  parts[#parts + 1] = "|"
  local keys = {}
  for key, value in pairs(content) do
    keys[#keys + 1] = tostring(key) .. "=" .. tostring(value)
  end
  stock.table.sort(keys)
  return stock.table.concat(parts, " ") .. stock.table.concat(keys, " ") .. "|" .. stock.table.concat(log, ";")
end

local callers = {}
local function run(library, name, content, kind, ...)
  local log = {}
  local t, real = subject(content, kind, log)
  callers[name] = callers[name]
    or load(("return function(library, ...) return library.%s(...) end"):format(name), "=caller", "t", _G)()
  return describe(log, real, pcall(callers[name], library, t, ...))
end

local function compare(name, content, kind, ...)
  cases = cases + 1
  local ours = run(table, name, content, kind, ...)
  local theirs = run(stock.table, name, content, kind, ...)
  if ours ~= theirs then
    error(("table.%s, %s\n  ours:  %s\n  stock: %s"):format(name, kind, ours, theirs))
  end
end

local kinds = { "plain", "plain", "proxy", "failing", "text", "bad", "unmeasured" }
local elements = { 1, 2, 3, 1.5, "a", "b", "", -7, 1e300 }

local function array(longest)
  local t = {}
  for i = 1, random(0, longest) do
    t[i] = elements[random(#elements)]
  end
  return t
end

for _ = 1, rounds do
  local kind = kinds[random(#kinds)]
  compare("insert", array(8), kind, random(-1, 9), "new")
  compare("insert", array(8), kind, "new")
  compare("remove", array(8), kind, random(3) > 1 and random(-1, 10) or nil)
  compare("concat", array(8), kind, random(2) == 1 and "," or nil, random(3) == 1 and random(-2, 9) or nil)
  compare("concat", array(8), kind, ", ", random(-2, 9), random(-2, 9))
  compare("unpack", array(8), kind, random(3) == 1 and random(-2, 9) or nil, random(3) == 1 and random(-2, 9) or nil)
  compare("move", array(8), kind, random(-2, 9), random(-2, 9), random(-2, 9), random(3) == 1 and {} or nil)
end
for _, arguments in ipairs {
  { 1, math.maxinteger, 2 }, { -1, math.maxinteger, 2 }, { math.mininteger, 3, 2 }, { 1, 2, math.maxinteger }, { 2, 1, 0 },
  { 1, 3, 2, 7 }, { "x" }, {},
} do
  compare("move", { 1, 2, 3 }, "plain", table.unpack(arguments))
  compare("unpack", { 1, 2, 3 }, "plain", table.unpack(arguments))
end
compare("unpack", {}, "plain", 1, 1e8)
compare("unpack", {}, "plain", math.maxinteger - 1, math.maxinteger)
compare("insert", {}, "plain")
compare("insert", {}, "plain", 1, 2, 3)
compare("concat", { 1, {}, 3 }, "plain")
for _, name in ipairs { "insert", "remove", "concat", "unpack", "sort", "move" } do
  for _, value in ipairs { 1, "text", true, print } do
    cases = cases + 1
    local caller = callers[name] or load(("return function(l, ...) return l.%s(...) end"):format(name), "=caller", "t", _G)()
    local _, ours = pcall(caller, table, value)
    local _, theirs = pcall(caller, stock.table, value)
    assert(ours == theirs, name .. ": " .. tostring(ours) .. " / " .. tostring(theirs))
  end
end

-- sort: equal elements are told apart, so that their order counts as well.
local orders = {
  function(a, b) return a < b end,
  function(a, b) return a > b end,
  function(a, b) return a % 4 < b % 4 end,
  function() return false end,
  function() return true end,
  function(a, b) return a <= b end,
  function(a, b) return (a * 7919) % 13 < (b * 104729) % 17 end,
  function(a, b) if a == 5 then error("five", 0) end return a < b end,
  function(a, b) return a < b and 1 or nil end,
}
for _ = 1, rounds do
  local t = {}
  for i = 1, random(0, 60) do
    t[i] = random(1, 30)
  end
  compare("sort", t, kinds[random(4)], random(3) > 1 and orders[random(#orders)] or nil)
  compare("sort", array(6), kinds[random(4)])
end
for _, n in ipairs { 1000, 5000 } do
  for _, make in ipairs {
    function(i) return i end, function(i) return n - i end, function() return random(n) end, function(i) return i % 10 end,
    function() return tostring(random()) end, function(i) return i * 48271 % n end,
  } do
    local ours, theirs = {}, {}
    for i = 1, n do
      ours[i] = make(i)
      theirs[i] = ours[i]
    end
    table.sort(ours)
    stock.table.sort(theirs)
    local seen = {}
    table.sort(theirs, function(a, b) seen[a] = true return a > b end)
    for i = 1, n do
      assert(ours[i] == theirs[n + 1 - i])
    end
    cases = cases + 2
  end
end
cases = cases + 1
assert(not pcall(table.sort, setmetatable({}, { __len = function() return 1 << 40 end })))

-- tostring: ids instead of addresses.
local t, f = {}, function() end
assert(tostring(t):match("^table: 0x%x%x%x%x%x%x%x%x$") and tostring(t) == tostring(t) and tostring(t) ~= tostring({}))
assert(tostring(f):match("^function: 0x0000%x%x%x%x$"))
assert(("%s"):format(t) == tostring(t) and ("table: %p"):format(t) == tostring(t) and ("%p"):format("x") == "(null)")
assert(tostring(setmetatable({}, { __name = "shape" })):match("^shape: 0x0000"))
assert(tostring(setmetatable({}, { __tostring = function() return "own" end })) == "own")
assert(select(2, pcall(tostring, setmetatable({}, { __tostring = function() return {} end }))) == "'__tostring' must return a string")
assert(select(2, pcall(tostring)):find("bad argument #1 to 'tostring' (value expected)", 1, true) or true)
for _, value in ipairs { 1, 1.0, -0.0, "x", true, false, 2 ^ 63, 1e100 } do
  assert(tostring(value) == ("%s"):format(value) and tostring(value) == stock.string.format("%s", value))
end
assert(tostring(nil) == "nil" and tostring(coroutine.create(f)):match("^thread: 0x0000"))

-- load and the guards.
assert(load("return 1 + 1")() == 2 and select(2, load("x x", "=n")) == "n:1: syntax error near 'x'")
local pieces = { "return ", "4", "2" }
assert(load(function() return table.remove(pieces, 1) end)() == 42)
assert(select(2, load(function() error("gone", 0) end)) == "gone")
assert(select(2, load(function() return {} end)):find("reader function must return a string", 1, true))
assert(load(("x = 1 "):rep(10000) .. "return x", "=long", "t", {})() == 1)
assert(select(2, load("\27Lua")) == "attempt to load a binary chunk (mode is 't')")
assert(tonumber(("1"):rep(70000)) == nil and tonumber("0x10") == 16 and tonumber("z", 36) == 35)
assert(not pcall(os.date, ("%c"):rep(5000)) and os.date("!%H", 0) == "00")
assert(os.time { year = 2020, month = 1, day = 1, hour = "12" } and not pcall(os.time, { year = ("0"):rep(100) }))
_G.cases = cases
