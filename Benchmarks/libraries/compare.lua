-- The library's functions against Lua's own, turn by turn in one run; the best of each counts. 1.00 is Lua's own time.
local rounds = tonumber(...) or 7
local lines = {}
for i = 1, 2000 do
  lines[i] = ('192.168.%d.%d - user%d [10/Oct/2000:13:%02d:%02d -0700] "GET /api/v%d/items/%d HTTP/1.1" %d %d level=%s')
    :format(i % 256, i * 7 % 256, i, i % 60, i * 3 % 60, i % 3, i * 31, i % 5 == 0 and 404 or 200, i * 97,
      i % 7 == 0 and "ERROR" or "info")
end
local log = table.concat(lines, "\n")
local numbers, words = {}, {}
for i = 1, 100000 do
  numbers[i] = i * 7919 % 100003
  words[i] = "key" .. numbers[i]
end

local function each_line(f)
  return function(s)
    for i = 1, #lines do
      f(s, lines[i])
    end
  end
end

local function sorted(list, order)
  return function(_, t)
    t.sort(table.move(list, 1, #list, 1, {}), order)
  end
end

local cases = {
  { "match IP", each_line(function(s, l) return s.match(l, "^(%d+)%.(%d+)%.(%d+)%.(%d+)") end) },
  { "match request", each_line(function(s, l) return s.match(l, '"(%u+) ([^ ]+) HTTP/%d%.%d" (%d+)') end) },
  { "match lazy", each_line(function(s, l) return s.match(l, "%[(.-)%]") end) },
  { "match key=value", each_line(function(s, l) return s.match(l, "level=(%w+)") end) },
  { "match last word", each_line(function(s, l) return s.match(l, "(%S+)$") end) },
  { "trim", each_line(function(s, l) return s.match(l, "^%s*(.-)%s*$") end) },
  { "find plain", each_line(function(s, l) return s.find(l, "ERROR", 1, true) end) },
  { "find first byte", each_line(function(s, l) return s.find(l, "-", 1, true) end) },
  { "find in long", function(s) return s.find(log, "no such text", 1, true) end },
  { "find pattern in long", function(s) return s.find(log, "[Ee]rror: %d+") end },
  { "gmatch words", function(s) for _ in s.gmatch(log, "%a+") do end end },
  { "gmatch lines", function(s) for _ in s.gmatch(log, "[^\n]+") do end end },
  { "gsub text", function(s) return s.gsub(log, "HTTP", "http") end },
  { "gsub captures", function(s) return s.gsub(log, "(%d+):(%d+)", "%2:%1") end },
  { "gsub function", function(s) return s.gsub(log, "%d+", function(n) return #n end) end },
  { "gsub table", function(s) return s.gsub(log, "%a+", { GET = "POST" }) end },
  { "gsub short", each_line(function(s) return s.gsub("a b", " ", "_") end) },
  { "gsub short function", each_line(function(s) return s.gsub("a b", " ", tostring) end) },
  { "gsub no match", each_line(function(s, l) return s.gsub(l, "@", "_") end) },
  { "format", each_line(function(s, l) return s.format("%s %d %5.1f %q", "x", 12, 1.5, l) end) },
  { "rep", each_line(function(s) return s.rep("-", 80) end) },
  { "upper", each_line(function(s, l) return s.upper(l) end) },
  { "reverse", each_line(function(s, l) return s.reverse(l) end) },
  { "pack", each_line(function(s) return s.pack("<i4s2d", 1, "abc", 1.5) end) },
  { "concat", function(_, t) return t.concat(words, ",") end },
  { "insert, remove", function(_, t) local a = {} for i = 1, 20000 do t.insert(a, i) end for _ = 1, 20000 do t.remove(a) end end },
  { "insert at 1", function(_, t) local a = {} for i = 1, 700 do t.insert(a, 1, i) end end },
  { "unpack", function(_, t) for _ = 1, 20000 do t.unpack(numbers, 1, 8) end end },
  { "sort numbers", sorted(numbers) },
  { "sort strings", sorted(words) },
  { "sort numbers, order", sorted(numbers, function(a, b) return a > b end) },
  { "sort strings, order", sorted(words, function(a, b) return a > b end) },
  { "utf8.len", function(_, _, u) return u.len(log) end },
}

local function time(f, libraries)
  collectgarbage()
  local start = os.clock()
  f(libraries.string, libraries.table, libraries.utf8)
  return os.clock() - start
end

local worst = 0
for _, case in ipairs(cases) do
  local name, f = case[1], case[2]
  local ours, theirs = math.huge, math.huge
  for _ = 1, rounds do
    theirs = math.min(theirs, time(f, stock))
    ours = math.min(ours, time(f, _G))
  end
  worst = math.max(worst, ours / theirs)
  say(("%-22s %8.2f ms  stock %8.2f ms  %.2f"):format(name, ours * 1000, theirs * 1000, ours / theirs))
end
say(("worst %.2f"):format(worst))
