-- Callbacks of gsub and sort that yield, and errors thrown after they did.
local cases = 0

--- Runs f in a coroutine, answering each yield with what it gave; returns how often it yielded and the results.
local function drive(f, ...)
  local co, yields = coroutine.create(f), 0
  local results = table.pack(coroutine.resume(co, ...))
  while coroutine.status(co) == "suspended" do
    yields = yields + 1
    collectgarbage()
    results = table.pack(coroutine.resume(co, results[2]))
  end
  cases = cases + 1
  return yields, table.unpack(results, 1, results.n)
end

local yields, ok, text, count = drive(function()
  return ("one two three"):gsub("%a+", function(word)
    return coroutine.yield(word):upper()
  end)
end)
assert(yields == 3 and ok and text == "ONE TWO THREE" and count == 3)

yields, ok, text, count = drive(string.gsub, ("ab"):rep(4000), "()(.)", function(at, letter)
  return at % 100 == 0 and coroutine.yield(letter) .. at or nil
end)
assert(yields == 80 and ok and count == 8000 and #text > 8000 and text:find("b100", 1, true))

yields, ok, text, count = drive(string.gsub, "abc", "", function() return coroutine.yield("-") end)
assert(yields == 4 and text == "-a-b-c-" and count == 4)
yields, ok, text, count = drive(string.gsub, "aaa", "^a", function() return coroutine.yield("b") end)
assert(yields == 1 and text == "baa" and count == 1)
yields, ok, text, count = drive(string.gsub, "aaa", "a", function() return coroutine.yield(false) end, 2)
assert(yields == 2 and text == "aaa" and count == 2)
yields, ok, text = drive(string.gsub, "abc", ".", function(c) coroutine.yield(c) if c == "b" then error("at b", 0) end end)
assert(yields == 2 and not ok and text == "at b")
yields, ok, text = drive(string.gsub, "abc", ".", function(c) coroutine.yield(c) return {} end)
assert(yields == 1 and not ok and text:find("invalid replacement value (a table)", 1, true))
yields, ok, text = drive(function()
  return pcall(string.gsub, "abc", ".", function(c) coroutine.yield(c) error("inside", 0) end)
end)
assert(yields == 1 and ok and text == false)

for n = 2, 300, 7 do
  local t = {}
  for i = 1, n do
    t[i] = (i * 7919) % 101
  end
  local expected = stock.table.move(t, 1, n, 1, {})
  stock.table.sort(expected, function(a, b) return a > b end)
  yields, ok = drive(table.sort, t, function(a, b)
    return coroutine.yield(a > b)
  end)
  assert(ok and yields > 0)
  for i = 1, n do
    assert(t[i] == expected[i])
  end
end
yields, ok, text = drive(table.sort, { 3, 2, 1, 5, 4, 6 }, function(a, b) coroutine.yield(1) if a == 5 or b == 5 then error("five", 0) end return a < b end)
assert(yields > 0 and not ok and text == "five")
local many = {}
for i = 1, 300 do
  many[i] = i
end
yields, ok, text = drive(table.sort, many, function() return coroutine.yield(true) end)
assert(not ok and text:find("invalid order function for sorting", 1, true))
-- Nested, each inside the other.
yields, ok, text = drive(string.gsub, "cab bca", "%a+", function(word)
  local t = { word:byte(1, -1) }
  table.sort(t, function(a, b) return coroutine.yield(a < b) end)
  return string.char(table.unpack(t))
end)
assert(yields > 4 and ok and text == "abc abc")
-- A metamethod that C calls cannot wait.
yields, ok, text = drive(table.concat, setmetatable({}, { __index = function() coroutine.yield() end, __len = function() return 1 end }))
assert(not ok and text:find("coroutine.yield cannot wait inside", 1, true), text)
-- Dropped in the middle: the collector takes what is left.
for _ = 1, 50 do
  local co = coroutine.wrap(string.gsub)
  co(("x"):rep(2000), "x", function() coroutine.yield() end)
end
collectgarbage()
_G.cases = cases
