-- Every function against Lua's own: the same results, the same errors. `rounds` says how many generated calls of each.
local seed = os.getenv("SEED") or 20240611
math.randomseed(tonumber(seed), 1)
local random = math.random

local function pick(list)
  return list[random(#list)]
end

local function text(alphabet, longest)
  local parts = {}
  for i = 1, random(0, longest) do
    parts[i] = pick(alphabet)
  end
  return table.concat(parts)
end

local function show(value)
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

local function same(a, b)
  return a == b and math.type(a) == math.type(b) or (a ~= a and b ~= b)
end

local callers = {}
--- Calls library[name] from a place that names it, as messages show the name.
local function call(library, name, ...)
  local caller = callers[name]
    or load(("return function(library, ...) return table.pack(library.%s(...)) end"):format(name), "=caller", "t", _G)()
  callers[name] = caller
  return pcall(caller, library, ...)
end

local cases = 0

local function fail(name, arguments, ours, theirs)
  local parts = {}
  for i = 1, arguments.n do
    parts[i] = show(arguments[i])
  end
  error(("%s(%s)\n  ours:   %s\n  stock:  %s"):format(name, table.concat(parts, ", "), ours, theirs))
end

local function joined(ok, values)
  if not ok then
    return "error: " .. tostring(values)
  end
  local parts = {}
  for i = 1, values.n do
    parts[i] = show(values[i])
  end
  return table.concat(parts, ", ")
end

local function compare(library, name, ...)
  cases = cases + 1
  local ok, ours = call(_G[library], name, ...)
  local stock_ok, theirs = call(stock[library], name, ...)
  local equal = ok == stock_ok and (ok and ours.n == theirs.n or ours == theirs)
  if ok and equal then
    for i = 1, ours.n do
      equal = equal and same(ours[i], theirs[i])
    end
  end
  if not equal then
    fail(name, table.pack(...), joined(ok, ours), joined(stock_ok, theirs))
  end
end

-- Patterns -----------------------------------------------------------------------------------------------------------

local atoms = {
  "a", "b", "c", ".", "%a", "%d", "%s", "%W", "%x", "%p", "%z", "[ab]", "[^a]", "[a-c%d]", "[%a_]", "[]]", "[^]b]", "[a-]",
  "%b()", "%bab", "%f[%a]", "%f[^%w]", "%1", "%2", "()", "%%", "%.", "%-", "x", "ab", "\0", "^", "$", "aa",
}
local odd = { "(", ")", "%", "[", "%f", "%b", "%b(", "[a", "[%", "%9", "%0", "[^", "(()", "$a", "^a" }
local marks = { "", "", "", "", "*", "+", "-", "?" }
local letters = { "a", "b", "c", "a", "a", "1", "2", " ", "(", ")", "x", "_", ".", "\0", "\n", "é", "]", "%", "-" }

local function pattern()
  local parts, open = {}, 0
  if random(6) == 1 then
    parts[1] = "^"
  end
  for _ = 1, random(0, 6) do
    if random(5) == 1 then
      parts[#parts + 1] = "("
      open = open + 1
    end
    parts[#parts + 1] = random(25) == 1 and pick(odd) or pick(atoms) .. pick(marks)
    if open > 0 and random(3) == 1 then
      parts[#parts + 1] = ")"
      open = open - 1
    end
  end
  parts[#parts + 1] = (")"):rep(random(12) == 1 and random(0, 3) or open)
  if random(8) == 1 then
    parts[#parts + 1] = "$"
  end
  return table.concat(parts)
end

local function collected(library)
  return { all = function(...)
    local found, n = {}, 0
    for a, b, c in library.gmatch(...) do
      n = n + 1
      found[n] = ("%q %q %q"):format(a, b, c)
      if n > 100 then
        error("too many")
      end
    end
    return table.concat(found, "|")
  end }
end

local ours_collected, stock_collected = collected(string), collected(stock.string)
_G.iteration, stock.iteration = ours_collected, stock_collected

local replacements = { "", "x", "%0", "%1", "<%1|%2>", "%%", "%", "%x", "%9", 7, 1.5, true, {} }
local tables = {
  { a = "A", b = false, ["1"] = 1, aa = 2.5 }, { a = {} },
  setmetatable({}, { __index = function(_, key) return key .. key end }),
  setmetatable({}, { __index = function(_, key) error("no " .. tostring(key), 0) end }),
}
local functions = {
  function(a, b) return (b or "-") .. a end,
  function() return nil end,
  function(a) return #tostring(a) end,
  function() return false end,
  function() return {} end,
  function(...) return select("#", ...) end,
  function(a) if a == "b" then error("b", 0) end return a:upper() end,
  function(a) return (tostring(a):gsub(".", "%0%0")) end,
}

local function replacement()
  local kind = random(3)
  return kind == 1 and pick(replacements) or kind == 2 and pick(tables) or pick(functions)
end

for _ = 1, rounds do
  local s, p = text(letters, 24), pattern()
  local init = random(3) == 1 and random(-30, 30) or nil
  compare("string", "find", s, p, init, random(8) == 1 or nil)
  compare("string", "match", s, p, init)
  compare("iteration", "all", s, p, init)
  compare("string", "gsub", s, p, replacement(), random(4) == 1 and random(-1, 5) or nil)
end

for _ = 1, rounds do
  local s = text({ "a", "b" }, 40):rep(random(1, 40))
  compare("string", "find", s, text({ "a", "b" }, 20), random(-10, 10), true)
end

local long = ("abc "):rep(500)
for _, p in ipairs { "x", "c$", "(.-)x", ".-x", "(%a+) (%a+)$", "[^ ]+$", "%s*$", "b+c", "(.*)c", "(a)(b)(c)%1" } do
  compare("string", "find", long, p)
  compare("string", "match", long, p, 1500)
end
compare("string", "find", long, long:sub(77))
compare("string", "find", long .. "x", long:sub(77) .. "x", 1, true)
compare("string", "gsub", long, "%a+", "<%0>")
compare("string", "gsub", long, "", "-")
for depth = 196, 204 do
  compare("string", "match", ("a"):rep(300), ("a?"):rep(depth))
  compare("string", "match", ("a"):rep(300), ("(a)"):rep(depth - 170))
  compare("string", "find", "a", ("("):rep(depth - 170))
  compare("string", "find", "a", ("a*"):rep(depth) .. "b")
end

-- Short functions ----------------------------------------------------------------------------------------------------

local numbers = {
  0, 1, -1, 2, 3, 7, 255, 256, 1.0, 1.5, -0.0, 1e15, 1e100, 1 / 0, -1 / 0, 0 / 0, math.maxinteger, math.mininteger, "3", "x",
  "0x10", " 5 ", "", 65, 0x7FFFFFFF, 0x10FFFF, 0xD800, 128, 1 << 31,
}
local values = { "abc", "", "a\0b", "a\"\\\n\r\0001\200", ("x"):rep(120), true, false, table.unpack(numbers) }

for _ = 1, rounds do
  local s = text(letters, 12)
  compare("string", "rep", s, random(-1, 5), random(2) == 1 and text(letters, 3) or nil)
  compare("string", "upper", s)
  compare("string", "lower", s:upper())
  compare("string", "reverse", s)
  compare("string", "byte", s, random(-5, 12), random(-5, 12))
  compare("string", "char", pick(numbers), pick(numbers))
  compare("math", "max", pick(numbers), pick(numbers), pick(values))
  compare("math", "min", pick(numbers), pick(values))
end
compare("string", "rep", "x", 1 << 40)
compare("string", "rep", "", 1 << 16)
compare("string", "rep", "ab", 1 << 20, ",")
compare("string", "rep", ("long"):rep(1 << 19), 3, "-")
compare("string", "rep")
compare("string", "char")
compare("math", "max")

local flags = { "", "-", "+", " ", "#", "0", "-0", "+#", "10", "20", "05", "-8", ".3", ".0", "5.2", "100", ".100", "1.99", "." }
for _ = 1, rounds do
  local parts = {}
  for i = 1, random(3) do
    parts[i] = text({ "a", "%%", "\0", "%d" }, 1) .. "%" .. pick(flags)
      .. pick { "d", "i", "u", "c", "x", "X", "o", "a", "A", "e", "E", "f", "g", "G", "q", "s", "s", "q", "y", "", "%" }
  end
  compare("string", "format", table.concat(parts), pick(values), pick(values), pick(values), pick(values))
end
for _, value in ipairs(values) do
  compare("string", "format", "%q", value)
  compare("string", "format", "%5s|%-5s|%.2s|%s", value, value, value, value)
end
compare("string", "format", "%p|%10p", 1, true)
compare("string", "format", "%" .. ("0"):rep(40) .. "d", 1)

local options = {
  "b", "B", "h", "H", "i", "I", "l", "L", "j", "J", "T", "f", "d", "n", "s", "z", "x", "X", " ", "<", ">", "=", "!", "i3",
  "I16", "i17", "s1", "s2", "c0", "c5", "c", "Xi4", "Xz", "!4", "!3", "i7", "y", "c4000",
}
for _ = 1, rounds do
  local format = text(options, 4)
  compare("string", "pack", format, pick(values), pick(values), pick(values), pick(values))
  compare("string", "packsize", format)
  compare("string", "unpack", format, text({ "\0", "\1", "\255", "a", "\127" }, 30), random(3) == 1 and random(-5, 20) or nil)
end

-- utf8 ---------------------------------------------------------------------------------------------------------------

local sequences = { "a", "é", "€", "😀", "\u{7FFFFFFF}", "\u{D800}", "\x80", "\xC0", "\xFF", "\xF8\x88", "\0", "\xFE", "\xE0\x80\x80" }
local function listed(library)
  return { all = function(...)
    local found, n = {}, 0
    for p, c in library.codes(...) do
      n = n + 1
      found[n] = p .. ":" .. c
    end
    return table.concat(found, " ")
  end }
end
_G.codes, stock.codes = listed(utf8), listed(stock.utf8)
for _ = 1, rounds do
  local s = text(sequences, 6)
  local i, j, lax = random(-8, 8), random(-8, 8), random(2) == 1
  compare("utf8", "len", s, i, j, lax)
  compare("utf8", "codepoint", s, i, j, lax)
  compare("utf8", "offset", s, i, random(2) == 1 and j or nil)
  compare("codes", "all", s, lax)
  compare("utf8", "char", pick(numbers), pick(numbers))
end
compare("utf8", "char", 0x20AC)

_G.cases = cases
