-- Calls every function once or twice. Want of memory goes through: nothing here catches it.
local long = ("word "):rep(300)
assert(long:find("d w") and long:find("(%a+) (%a+)") and long:match("()d", 3) == 4 and long:find("x", 1, true) == nil)
for word in long:gmatch("%a+") do
  if #word == 4 then break end
end
assert(long:gsub("%a+", "<%0>"):len() > 1500)
assert(#long:gsub("%a+", { word = "longer word" }) > 1500)
assert(#long:gsub("%a+", function(word) return word .. word end) > 1500)
local co = coroutine.wrap(function()
  return #("a b c"):gsub("%a", function(letter) return coroutine.yield(letter) end)
end)
co() co("x") co(("y"):rep(800)) assert(co("z") == 804)
assert(#long:upper() == #long:lower() and #long:reverse() == 1500 and string.char(long:byte(1, 50)):len() == 50)
assert(#("%s %q %d %5.1f %p %a"):format({}, long, 3, 1.5, print, 1.5) > 1500)
assert(string.unpack("z", string.pack("zs4i2d", long, long, 7, 1.5)) == long and string.packsize("i4") == 4)
local t = {}
for i = 1, 40 do
  table.insert(t, 1, i * 7 % 41)
end
table.remove(t, 3)
table.sort(t)
table.sort(t, function(a, b) return a > b end)
local sorter = coroutine.wrap(function() table.sort(t, function(a, b) return coroutine.yield(a < b) end) return "sorted" end)
local answer = sorter()
while answer ~= "sorted" do
  answer = sorter(answer)
end
assert(#table.concat(t, ", ") > 100 and #table.move(t, 1, 20, 3, {}) >= 0 and select("#", table.unpack(t)) == 39)
assert(utf8.len(long) == 1500 and #utf8.char(0x20AC, 0x1F600) == 7 and select("#", utf8.codepoint(long, 1, 60)) == 60)
for _ in utf8.codes("aé") do end
assert(tostring({}) ~= tostring(print) and tostring(coroutine.create(print)) and tostring(1.5))
assert(math.max(1, 2) == 2 and os.date("!%Y", 0) == "1970" and tonumber("12") == 12 and os.time { year = 2020, month = 1, day = 1 })
assert(load("return " .. ("1 + "):rep(500) .. "1")() == 501)
