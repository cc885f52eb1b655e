-- stdlib/tbl.lua: tables by key, lists as a whole, and what goes into depth.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local tbl, host = harness.standard("tbl")
local null = host.json.null

case("keys, values and pairs are sorted", function()
  local t = { b = 2, a = 1, [10] = "x", [2] = "y", [1.5] = "z", [true] = 0, [false] = -1 }
  same(tbl.keys(t), { 1.5, 2, 10, "a", "b", false, true })
  same(tbl.values(t), { "z", "y", "x", 1, 2, -1, 0 })
  local seen = {}
  for key, value in tbl.sorted_pairs { c = false, a = 1, b = 2 } do
    seen[#seen + 1] = key .. tostring(value)
  end
  same(seen, { "a1", "b2", "cfalse" })
  same({ tbl.size(t), tbl.size {}, tbl.is_empty(t), tbl.is_empty {}, tbl.is_empty { false } },
  { 7, 0, false, true, false })
end)

case("pairs of a table that has its own is honoured", function()
  local view = setmetatable({}, { __pairs = function() return next, { a = 1, b = 2 }, nil end,
    __index = { a = 1, b = 2 } })
  same({ tbl.keys(view), tbl.values(view), tbl.size(view), tbl.is_empty(view) }, { { "a", "b" }, { 1, 2 }, 2, false })
  same({ tbl.merge(view), tbl.deep_equal(view, { a = 1, b = 2 }) }, { { a = 1, b = 2 }, true })
end)

case("map_values, filter_values, invert, pick, omit, merge, from_pairs", function()
  same(tbl.map_values({ a = 1, b = 2 }, function(value, key) return key .. value end), { a = "a1", b = "b2" })
  same(tbl.filter_values({ a = 1, b = 2 }, function(value) return value > 1 end), { b = 2 })
  same(tbl.invert { a = "x", b = "y", c = "x" }, { x = "c", y = "b" })
  same({ tbl.pick({ a = 1, b = 2, c = false }, { "a", "c", "z" }), tbl.omit({ a = 1, b = 2 }, { "a", "z" }) },
    { { a = 1, c = false }, { b = 2 } })
  local first = { a = 1, b = 1 }
  same(tbl.merge(first, { b = 2 }, { c = null }), { a = 1, b = 2, c = null })
  same(first, { a = 1, b = 1 })
  same(tbl.from_pairs { { "a", 1 }, { "b", 2 }, { "a", 3 } }, { a = 3, b = 2 })
  faults("tbl.from_pairs: item 2 must be a pair", tbl.from_pairs, { { "a", 1 }, {} })
  faults("tbl.merge: table 2 must be a table, found nil", tbl.merge, {}, nil)
  faults("tbl.invert: the value of \"a\" is NaN", tbl.invert, { a = 0 / 0 })
end)

case("get goes down a path", function()
  local t = { owner = { emails = { "x", "y" }, login = null, ["1"] = "one", on = false } }
  same({ tbl.get(t, "owner.emails.2"), tbl.get(t, "owner.1"), tbl.get(t, { "owner", "emails", 1 }) },
  { "y", "one", "x" })
  same({ tbl.get(t, "owner.login"), tbl.get(t, "owner.login", "none"), tbl.get(t, "owner.login.x", 5) },
    { [2] = "none", [3] = 5 })
  same({ tbl.get(t, "a.b.c", 0), tbl.get(t, "owner.on", true), tbl.get(nil, "a", 1), tbl.get(null, "a", 2) },
    { 0, false, 1, 2 })
end)

case("slice, concat, reverse, chunk", function()
  local list = { "a", "b", "c", "d" }
  for _, row in ipairs { { 2, nil, "bcd" }, { 2, 3, "bc" }, { -2, nil, "cd" }, { 1, -2, "abc" }, { -9, 99, "abcd" },
    { 3, 2, "" }, { 5, nil, "" } } do
    same(table.concat(tbl.slice(list, row[1], row[2])), row[3])
  end
  same(tbl.concat({ 1 }, {}, { 2, 3 }), { 1, 2, 3 })
  same({ tbl.reverse { 1, 2, 3 }, tbl.reverse {} }, { { 3, 2, 1 }, {} })
  same(tbl.chunk({ 1, 2, 3, 4, 5 }, 2), { { 1, 2 }, { 3, 4 }, { 5 } })
  faults("tbl.chunk: the size must be a whole number from 1, found 0", tbl.chunk, {}, 0)
end)

case("flatten", function()
  same(tbl.flatten { 1, { 2, { 3, { 4 } } }, {} }, { 1, 2, 3, 4 })
  same(tbl.flatten({ 1, { 2, { 3 } } }, 1), { 1, 2, { 3 } })
  same(tbl.flatten { { a = 1 }, { { b = 2 } } }, { { a = 1 }, { b = 2 } })
  local loop = { 1 }
  loop[2] = loop
  faults("more than 1000 deep, or one contains itself", tbl.flatten, loop)
end)

case("deep_equal", function()
  for _, row in ipairs {
    { {}, {}, true }, { { a = { 1, { 2 } } }, { a = { 1, { 2 } } }, true }, { { 1, 2 }, { 1 }, false },
    { { 1 }, { 1, 2 }, false }, { { a = 1 }, { b = 1 }, false }, { { a = false }, {}, false }, { 1, 1.0, true },
    { "1", 1, false }, { { null }, { null }, true }, { { a = null }, {}, false }, { {}, host.json.array {}, true },
    { { 1, "a", true }, { 1, "a", true }, true }, { {}, false, false }, { { { { 1 } } }, { { { 2 } } }, false },
  } do
    same(tbl.deep_equal(row[1], row[2]), row[3])
    same(tbl.deep_equal(row[2], row[1]), row[3])
  end
  same({ tbl.deep_equal(nil, nil), tbl.deep_equal(nil, {}) }, { true, false })
end)

case("cycles are equal when nothing else differs", function()
  local function ring(value)
    local a = { value = value }
    a.next = { value = value, next = a }
    return a
  end
  same({ tbl.deep_equal(ring(1), ring(1)), tbl.deep_equal(ring(1), ring(2)) }, { true, false })
  local single = { value = 1 }
  single.next = single
  same(tbl.deep_equal(ring(1), single), true)
end)

case("deep_copy", function()
  local shared = { 1 }
  local meta = { __index = { inherited = 5 } }
  local original = setmetatable({ a = shared, b = shared, list = host.json.array {}, [shared] = "key" }, meta)
  original.self = original
  local copy = tbl.deep_copy(original)
  assert(copy ~= original and copy.a ~= shared and copy.a == copy.b and copy.self == copy and copy.inherited == 5)
  assert(copy[copy.a] == "key" and copy[shared] == nil and host.json.is_array(copy.list) and copy.list ~= original.list)
  same({ tbl.deep_copy(5), tbl.deep_copy(null) == null }, { 5, true })
  same(getmetatable(tbl.deep_copy(host.json.object { 1 })), "json.object")
end)

case("deep_merge", function()
  local first, second = { a = { b = 1, c = { 1, 2 } }, d = 1 }, { a = { e = 2, c = { 3 } }, d = { 1 }, f = null }
  local merged = tbl.deep_merge(first, second)
  same(merged, { a = { b = 1, c = { 3 }, e = 2 }, d = { 1 }, f = null })
  same(first, { a = { b = 1, c = { 1, 2 } }, d = 1 })
  merged.a.c[1] = "changed"
  same(second.a.c, { 3 })
  same(tbl.deep_merge({ a = { b = 1 } }, { a = null }, { a = { c = 1 } }), { a = { c = 1 } })
end)

case("depth has an end", function()
  local deep, other = {}, {}
  local a, b = deep, other
  for _ = 1, 1500 do
    a.x, b.x = {}, {}
    a, b = a.x, b.x
  end
  faults("tbl.deep_copy: the tables are more than 1000 deep", tbl.deep_copy, deep)
  faults("tbl.deep_equal: the tables are more than 1000 deep", tbl.deep_equal, deep, other)
  faults("tbl.deep_merge: the tables are more than 1000 deep", tbl.deep_merge, deep, other)
end)

case("is_absent", function()
  same({ tbl.is_absent(nil), tbl.is_absent(null), tbl.is_absent(false) }, { true, true, false })
end)

return harness
