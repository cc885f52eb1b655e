-- What json promises, as a script sees it. Run by driver.c, which sets y_folder.
local json, y_folder = _G.json, _G.y_folder
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local checks = 0

local function same(found, expected, what)
  checks = checks + 1
  if found ~= expected or math.type(found) ~= math.type(expected) then
    error(("%s: expected %s, found %s"):format(what or "", tostring(expected), tostring(found)), 2)
  end
end

local function fails(text, f, ...)
  checks = checks + 1
  local ok, message = pcall(f, ...)
  if ok then error("no error, expected " .. text, 2) end
  if not tostring(message):find(text, 1, true) then error(("expected %q, found %q"):format(text, message), 2) end
end

local function rejects(document, text) fails(text, json.decode, document) end
local function encodes(value, text, options) same(json.encode(value, options), text) end
local function refuses(value, text) fails(text, json.encode, value) end

-- The public suite.
local accepted, rejected = 0, 0
for name, document in pairs(dofile(folder .. "rejected.lua")) do
  local ok, message = pcall(json.decode, document)
  assert(not ok, name)
  assert(message:find("invalid JSON at byte %d+ %(line %d+, column %d+%): "), message)
  rejected = rejected + 1
end
local list = y_folder ~= "" and io.popen('ls "' .. y_folder .. '"/y_*.json 2>/dev/null')
for path in list and list:lines() or function() end do
  local file = assert(io.open(path, "rb"))
  local document = file:read("a")
  file:close()
  local ok, value = pcall(json.decode, document)
  assert(ok, path .. ": " .. tostring(value))
  local text = json.encode(value)
  same(json.encode(json.decode(text)), text, path)
  accepted = accepted + 1
end
print(("JSONTestSuite: %d accepted, %d rejected"):format(accepted, rejected))

-- Kinds survive.
for _, text in ipairs {
  "null", "true", "false", "[]", "{}", "[[],{}]", '{"a":[],"b":{},"c":null}', "[null]", "0", "-1", "1.0", "-0.0", "0.1",
  "9223372036854775807", "-9223372036854775808", "1e22", "1e300", "5e-324", "1.7976931348623157e308",
  "100000.0", "12345678901234568.0",
  "0.00001", "1e-6", "123.456", '"é€😀"', '"\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f"', '"\u{7F}"',
  '{"":1}', "[1,2,3]", '{"1":2}',
} do
  encodes(json.decode(text), text)
end
same(json.decode("1"), 1)
same(json.decode("1.0"), 1.0)
same(json.decode("1e2"), 100.0)
same(1 / json.decode("-0"), -math.huge)
same(json.decode("9223372036854775808"), 9223372036854775808.0)
same(json.decode("-9223372036854775809"), -9223372036854775808.0)
same(json.decode("123456789012345678901234567890"), 123456789012345678901234567890.0)
same(json.decode("1e-400"), 0.0)
same(json.decode("0e999999999999"), 0.0)
same(1 / json.decode("-1e-99999999999"), -math.huge)
same(json.decode("0." .. ("0"):rep(400) .. "1e401"), 1.0)
same(json.decode('{"a":1,"a":2}').a, 2)
same(json.decode('"\\ud83d\\ude00\\u0000"'), "😀\0")
same(json.decode('"\\ud800"'), "\u{FFFD}")
same(json.decode('"\\udc00\\ud800x"'), "\u{FFFD}\u{FFFD}x")
same(json.decode('"\\ud800\\ud83d\\ude00"'), "\u{FFFD}😀")
same(json.decode('"/\\/"'), "//")
same(#json.decode("[" .. ("1,"):rep(9999) .. "1]"), 10000)
local emptied = json.decode("[1]")
emptied[1] = nil
encodes(emptied, "[]")
for length = 0, 70 do -- every alignment of the 16-byte steps
  local text = ("x"):rep(length)
  for _, middle in ipairs { "", "é", "\n", '"', "\\", "\x7F" } do
    local value = text .. middle .. text
    same(json.decode(json.encode(value)), value)
    same(json.decode(json.encode({ [value] = { value } }))[value][1], value)
  end
end

-- Tables.
encodes({}, "{}")
encodes(json.array(), "[]")
encodes(json.array {}, "[]")
encodes(json.object(), "{}")
encodes({ 1, 2 }, "[1,2]")
encodes({ 1, json.null, 3 }, "[1,null,3]")
encodes({ [2] = "b", [1] = "a", [3] = "c" }, '["a","b","c"]')
encodes(json.object { [10] = "x", [9] = "y", a = 1, [-1] = 0 }, '{"-1":0,"10":"x","9":"y","a":1}')
encodes(json.object { 1, 2 }, '{"1":1,"2":2}')
encodes({ b = 1, a = 2, ab = 3, [""] = 4, ["aaaaaaaab"] = 5, ["aaaaaaaa"] = 6, ["aaaaaaa"] = 7, ["a\0"] = 8 },
  '{"":4,"a":2,"a\\u0000":8,"aaaaaaa":7,"aaaaaaaa":6,"aaaaaaaab":5,"ab":3,"b":1}')
encodes(setmetatable({ a = 1 }, { __index = { b = 2 }, __pairs = error, __len = error }), '{"a":1}')
encodes({ a = { 1, { b = {} } }, c = json.array() },
  '{\n  "a": [\n    1,\n    {\n      "b": {}\n    }\n  ],\n  "c": []\n}', { pretty = true })
local many, keys = {}, {}
for i = 1, 300 do
  many["key" .. i] = { i }
  keys[i] = "key" .. i
end
table.sort(keys)
local text = json.encode(many)
local at = 1
for _, key in ipairs(keys) do
  local found = text:find('"' .. key .. '":[' .. many[key][1] .. "]", at, true)
  assert(found and found >= at, key)
  at = found
end
same(json.encode(json.decode(json.encode(many, { sort = false }))), text)
same(json.is_array(json.decode("[]")), true)
same(json.is_array {}, false)
same(json.is_object {}, true)
same(json.is_object { 1 }, false)
same(json.is_array { 1 }, true)
same(json.is_null(json.null), true)
same(json.is_null(nil), false)
same(tostring(json.null), "null")
same(json.decode("null"), json.null)
same(getmetatable(json.null), false)
same(getmetatable(json.array()), "json.array")
same(json.is_object(json.object(json.array())), true)

-- Errors of encode name the path and what to do.
local cyclic = { list = { {} } }
cyclic.list[1].back = cyclic.list
local deep = {}
for _ = 1, 600 do deep = { deep } end
refuses({ items = { 1, 2, { when = 0 / 0 } } }, "value.items[3].when is NaN")
refuses({ x = math.huge }, "value.x is infinity")
refuses({ x = -math.huge }, "value.x is minus infinity")
refuses({ f = print }, "value.f is a function")
refuses({ ["a b"] = { print } }, 'value["a b"][1] is a function')
refuses({ ["q\"\n"] = print }, 'value["q\\"\\x0A"] is a function')
refuses({ ["Größe"] = print }, 'value["Größe"] is a function')
refuses(coroutine.create(print), "value is a coroutine")
refuses(io.stdout, "value is a FILE*")
refuses({ a = cyclic }, "value.a.list[1].back is the same table as value.a.list: a cycle")
refuses(deep, "[1] is nested deeper than the limit of 512 levels")
refuses({ { 1, name = "x" } }, 'value[1] is a mixed table: it has the key "name" and the index 1')
refuses({ a = { [1] = 1, [2] = 2, [5] = 5 } }, "value.a has the index 5 but not 3")
refuses({ [0] = 1 }, "value has the index 0, but arrays begin at 1")
refuses({ 1, 2, [4.5] = 1 }, "value has the key 4.5")
refuses({ [true] = 1 }, "value has a key that is a boolean")
refuses({ a = { [print] = 1 } }, "value.a has a key that is a function")
refuses(json.array { 1, n = 1 }, 'value is a mixed table: it has the key "n" and the index 1')
refuses(json.array { n = 1 }, 'value is marked as an array, but has the key "n"')
refuses(json.object { [1] = 1, ["1"] = 2 }, 'value has both the index 1 and the key "1"')
refuses({ a = "\xFF" }, "value.a is a string that is not UTF-8 (byte 1 is 0xFF)")
refuses({ a = ("x"):rep(40) .. "\xED\xA0\x80" }, "value.a is a string that is not UTF-8 (byte 41 is 0xED)")
refuses({ a = { ["k\xC0\xAF"] = 1 } }, "value.a has a key that is not UTF-8 (byte 2 is 0xC0)")
fails("unknown option 'prety'", json.encode, {}, { prety = true })
fails("a boolean as the option 'pretty'", json.encode, {}, { pretty = 1 })
fails("value expected", json.encode)
fails("behaviours.lua:", function() return (json.encode { print }) end)
fails("string expected", json.decode, 12)
fails("has a metatable already", json.array, setmetatable({}, {}))

-- Errors of decode name the place.
rejects('{"a": [1,\n  2 x]}',
  "invalid JSON at byte 15 (line 2, column 5): expected ',' or ']' after a value, found 'x'")
rejects('["é", x]', "at byte 8 (line 1, column 7): expected a value, found 'x'")
rejects("", "the text is empty")
rejects("  \n", "the text is empty")
rejects("\u{FEFF}{}", "byte order mark")
rejects("[1,]", "expected a value, found ']' (no comma after the last one)")
rejects('{"a":1,}', "expected a key in quotes, found '}' (no comma after the last one)")
rejects("{'a':1}", "expected a key in quotes or '}', found ''' (strings take double quotes)")
rejects('{"a":1 // no\n}', "found '/' (JSON has no comments)")
rejects("[NaN]", "found 'N' (JSON has no NaN or Infinity)")
rejects('["abc', "the text ends inside the string that begins at byte 2")
rejects('["a\nb"]', "control character 0x0A: write \\u000A")
rejects('["\\x41"]', "after the backslash, found 'x'")
rejects('["\\u12g4"]', "four hexadecimal digits after \\u, found 'g'")
rejects('["a\xC0\xAF"]', "the string is not UTF-8: unexpected byte 0xC0")
rejects('["\xED\xA0\x80"]', "not UTF-8")
rejects('["\xF4\x90\x80\x80"]', "not UTF-8")
rejects('{"\xFF":1}', "not UTF-8")
rejects('"\xE2\x82', "not UTF-8")
rejects("[01]", "must not begin with a zero")
rejects("[1e400]", "larger than a 64-bit float")
rejects("-" .. ("9"):rep(400), "larger than a 64-bit float")
rejects("[1.]", "expected a digit after the decimal point, found ']'")
rejects("nul", "expected the word null, found the end of the text")
rejects("{} {}", "expected the end of the text after the value, found '{'")
rejects(("["):rep(513), "nested deeper than 512 levels")
same(type(json.decode(("["):rep(512) .. ("]"):rep(512))), "table")
fails("behaviours.lua:", function() local value = json.decode("x") return value end)
fails("attempt to index json.null (field 'owner')", function() return json.decode('{"a":null}').a.owner.login end)
fails("attempt to index json.null (index 1)", function() return json.null[1] end)
local null = json.null
fails("json.null", function() null.x = 1 end)
fails("json.null", function() return json.null .. "x" end)

-- The collector runs again after an error in a document large enough to pause it.
pcall(json.decode, "[" .. ("1,"):rep(50000) .. "x]")
same(collectgarbage("isrunning"), true)
collectgarbage("stop")
json.decode("[" .. ("1,"):rep(50000) .. "1]")
same(collectgarbage("isrunning"), false, "a collector that was stopped stays so")
collectgarbage("restart")
-- Hints never reserve more than was filled before: this took gigabytes otherwise.
local bomb = '{"a":[' .. ("0,"):rep(200000) .. '0],"b":' .. ('{"a":[0,'):rep(250) .. "0" .. ("]}"):rep(250) .. "}"
collectgarbage()
local before = collectgarbage("count")
local kept = json.decode(bomb)
assert(collectgarbage("count") - before < 16 * 1024, "memory of hints")
assert(kept)

print(("behaviours: %d checks"):format(checks))
