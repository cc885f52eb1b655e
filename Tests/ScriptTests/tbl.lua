-- stdlib/tbl.lua: lists, and their order.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local tbl, host = harness.standard("tbl")
local null = host.json.null

local function even(n)
  return n % 2 == 0
end

local people = {
  { name = "c", team = "x", age = 30, on = true }, { name = "a", team = "y", age = 20, on = false },
  { name = "b", team = "x", age = null },
}

local function names(list)
  return table.concat(tbl.pluck(list, "name"))
end

case("map, pluck", function()
  same(tbl.map({ 1, 2, 3 }, function(item, index) return item * 10 + index end), { 11, 22, 33 })
  same(tbl.map({ 1, 2, 3 }, function(item) return even(item) and item or nil end), { 2 })
  same(tbl.map({ 1 }, function() return false end), { false })
  same(tbl.pluck(people, "age"), { 30, 20 })
end)

case("filter, reject, partition", function()
  same({ tbl.filter({ 1, 2, 3, 4 }, even), tbl.reject({ 1, 2, 3, 4 }, even) }, { { 2, 4 }, { 1, 3 } })
  same({ tbl.partition({ 1, 2, 3 }, function(_, index) return index == 1 end) }, { { 1 }, { 2, 3 } })
  same({ names(tbl.filter(people, "on")), names(tbl.reject(people, "on")) }, { "c", "ab" })
  same(tbl.filter({ false, true, 0 }, function(item) return item ~= true end), { false, 0 })
end)

case("reduce, each", function()
  same(tbl.reduce({ 1, 2, 3 }, "", function(result, item, index) return result .. item .. index .. " " end),
  "11 22 33 ")
  same(tbl.reduce({}, 7, function() return 8 end), 7)
  local seen = {}
  tbl.each({ "a", "b" }, function(item, index) seen[index] = item end)
  same(seen, { "a", "b" })
end)

case("find, index_of, contains, any, all, count", function()
  same({ tbl.find({ 1, 2, 4 }, even) }, { 2, 2 })
  same({ tbl.find({ false }, function(item) return item == false end) }, { false, 1 })
  same({ tbl.find({ 1 }, even) }, {})
  same({ tbl.index_of({ "a", "b", "b" }, "b"), tbl.contains({ "a" }, "a"), tbl.contains({ "a" }, "b") },
  { 2, true, false })
  same({ tbl.contains({ null }, null), tbl.index_of({}, 1) }, { true })
  same({ tbl.any({ 1, 2 }, even), tbl.any({ 1 }, even), tbl.any({}, even) }, { true, false, false })
  same({ tbl.all({ 2, 4 }, even), tbl.all({ 1, 2 }, even), tbl.all({}, even) }, { true, false, true })
  same({ tbl.count({ 1, 2, 4 }), tbl.count({ 1, 2, 4 }, even), tbl.count(people, "age") }, { 3, 2, 2 })
end)

case("group_by, index_by, count_by", function()
  local groups = tbl.group_by(people, "team")
  same({ names(groups.x), names(groups.y), tbl.size(groups) }, { "cb", "a", 2 })
  same(tbl.group_by({ 1, 2, 3 }, even), { [true] = { 2 }, [false] = { 1, 3 } })
  same(tbl.group_by(people, "age")[20][1].name, "a")
  same({ tbl.index_by(people, "name").a.age, tbl.index_by(people, "team").x.name }, { 20, "b" })
  same(tbl.count_by(people, "team"), { x = 2, y = 1 })
  same(tbl.count_by({ 1, 2, 3 }, even), { [true] = 1, [false] = 2 })
  faults("tbl.group_by: item 1 gives NaN, which cannot be a key", tbl.group_by, { 1 }, function() return 0 / 0 end)
end)

case("sort_by is stable; what has no value comes last", function()
  same({ names(tbl.sort_by(people, "name")), names(tbl.sort_by(people, "age")) }, { "abc", "acb" })
  same(names(tbl.sort_by(people, "age", { descending = true })), "cab")
  same(names(tbl.sort_by(people, "on")), "acb")
  same(tbl.sort_by { 3, 1, 2.5 }, { 1, 2.5, 3 })
  same(tbl.sort_by({ "é", "z", "B", "a", "" }), { "", "B", "a", "z", "é" })
  local list = {}
  for index = 1, 500 do
    list[index] = { key = index * 7 % 5, index = index }
  end
  for _, descending in ipairs { true, false } do
    local sorted = tbl.sort_by(list, "key", { descending = descending })
    for index = 2, #sorted do
      local a, b = sorted[index - 1], sorted[index]
      assert(a.key == b.key and a.index < b.index or (a.key < b.key) == not descending and a.key ~= b.key)
    end
  end
  same(list[1].index, 1)
  faults("tbl.sort_by: item 2 gives a string and one before it a number", tbl.sort_by, { 1, "a" })
  faults("tbl.sort_by: item 1 gives a table; items are sorted by numbers or strings", tbl.sort_by, { {} })
  faults("item 2 gives NaN", tbl.sort_by, { 1, 0 / 0 })
  faults('there is no option "desc"; it has descending', tbl.sort_by, {}, nil, { desc = true })
end)

case("min_by, max_by, sum", function()
  same({ tbl.min_by(people, "age").name, tbl.max_by(people, "age").name }, { "a", "c" })
  same({ tbl.min_by { 3, 1, 2 }, tbl.max_by { "a", "c", "b" }, tbl.max_by {} }, { 1, "c" })
  same(tbl.min_by({ { k = 1, n = 1 }, { k = 1, n = 2 } }, "k").n, 1)
  same(tbl.max_by({ { k = 1, n = 1 }, { k = 1, n = 2 } }, "k").n, 1)
  same({ tbl.sum { 1, 2, 3.5 }, tbl.sum {}, tbl.sum(people, "age") }, { 6.5, 0, 50 })
  same(tbl.sum({ "a", "bb" }, function(item) return #item end), 3)
  faults("tbl.sum: item 2 gives a string, not a number", tbl.sum, { 1, "2" })
end)

case("sets, in the order of the first list", function()
  same(tbl.uniq { 3, 1, 3, null, 2, null }, { 3, 1, null, 2 })
  same(names(tbl.uniq(people, "team")), "ca")
  same(tbl.uniq({ 1, 2, 3, 4 }, even), { 1, 2 })
  same(tbl.set { "a", "b", "a" }, { a = true, b = true })
  same(tbl.union({ 3, 1 }, { 1, 2 }, { 2, 4 }), { 3, 1, 2, 4 })
  same({ tbl.union(), tbl.intersection({ 3, 1, 2, 3 }, { 2, 3 }), tbl.difference({ 3, 1, 3, 2 }, { 2 }) },
    { {}, { 3, 2 }, { 3, 1 } })
  same(tbl.symmetric_difference({ 1, 2, 3 }, { 3, 4, 4 }), { 1, 2, 4 })
  same({ tbl.is_subset({ 1, 1 }, { 2, 1 }), tbl.is_subset({ 1 }, {}), tbl.is_subset({}, {}) }, { true, false, true })
  faults("tbl.union: list 2 must be a list, found nil", tbl.union, {}, nil)
  faults("tbl.uniq: the list has NaN as item 1", tbl.uniq, { 0 / 0 })
end)

case("lists that come back are arrays of JSON", function()
  for name, list in pairs {
    map = tbl.map({}, even), filter = tbl.filter({}, even), keys = tbl.keys {}, values = tbl.values {},
    slice = tbl.slice({}, 1), flatten = tbl.flatten {}, chunk = tbl.chunk({}, 2), uniq = tbl.uniq {},
    union = tbl.union {}, difference = tbl.difference({}, {}), sort_by = tbl.sort_by {}, concat = tbl.concat(),
    reverse = tbl.reverse {}, pluck = tbl.pluck({}, "x"), partition = tbl.partition({}, even),
    copy = tbl.deep_copy(host.json.array {}),
  } do
    assert(host.json.is_array(list), name)
  end
  assert(not host.json.is_array(tbl.deep_copy {}) and not host.json.is_array(tbl.merge {}))
end)

case("arguments are checked", function()
  faults("tbl.map: the list must be a list, found nil", tbl.map, nil, even)
  faults("tbl.filter: the list must be a list, found json.null", tbl.filter, null, even)
  faults("tbl.map: what maps must be a function, found nil", tbl.map, {})
  faults("tbl.filter: it takes a function or the name of a field, found nil", tbl.filter, {})
  faults('tbl.group_by: the items must be tables to have a field "x", found a number', tbl.group_by, { 5 }, "x")
  faults("tbl.reduce: what folds comes third, after the initial result; it must be a function", tbl.reduce, {}, even)
end)

case("functions may yield", function()
  local co = coroutine.wrap(function()
    return tbl.sort_by(tbl.map({ 2, 1 }, coroutine.yield), coroutine.yield)
  end)
  same({ co(), co(5), co(6), co(2), co(1) }, { 2, 1, 5, 6, { 6, 5 } })
end)

return harness
