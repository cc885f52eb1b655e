local host = ...
local arguments = host.standard("_arguments")
local keyed, deep, sets = host.standard("_tbl_keyed"), host.standard("_tbl_deep"), host.standard("_tbl_sets")
local check, kind = arguments.check, arguments.kind
local array, null = host.json.array, host.json.null

--- Tables. Nothing here changes what it is given. Lists that come back are arrays of JSON, so that an empty one is
--- `[]`. Where a function takes `by`, that is a function or the name of a field; a field that is json.null counts as
--- absent. Strings are in the order of their bytes.
---@class tbl
local M = {}

for _, part in ipairs { keyed, deep, sets } do
  for name, member in pairs(part) do
    M[name] = member
  end
end

local list_of, callable = arguments.list, arguments.callable

--- A function from `by`.
local function reader(where, by)
  if type(by) == "string" or math.type(by) == "integer" then
    return function(item)
      check(type(item) == "table", where, "the items must be tables to have a field %s, found %s", arguments.quoted(by),
        kind(item))
      local value = item[by]
      if rawequal(value, null) then
        return nil
      end
      return value
    end
  end
  check(type(by) == "function", where, "it takes a function or the name of a field, found %s", kind(by))
  return by
end

--- What `fn(item, index)` gives for each item. Nil is left out.
---@generic T, R
---@param list T[]
---@param fn fun(item: T, index: integer): R
---@return R[]
function M.map(list, fn)
  list_of("tbl.map", "the list", list)
  callable("tbl.map", "what maps", fn)
  local result, count = array {}, 0
  for index = 1, #list do
    local value = fn(list[index], index)
    if value ~= nil then
      count = count + 1
      result[count] = value
    end
  end
  return result
end

--- One field of each item; absent ones are left out.
---@param list table[]
---@param name string
---@return any[]
function M.pluck(list, name)
  list_of("tbl.pluck", "the list", list)
  return M.map(list, reader("tbl.pluck", name))
end

local function partition(where, list, by)
  list_of(where, "the list", list)
  local test, passed, others = reader(where, by), array {}, array {}
  for index = 1, #list do
    local item = list[index]
    local target = test(item, index) and passed or others
    target[#target + 1] = item
  end
  return passed, others
end

--- The items for which `by(item, index)` is true.
---@generic T
---@param list T[]
---@param by string|fun(item: T, index: integer): any
---@return T[]
function M.filter(list, by)
  return (partition("tbl.filter", list, by))
end

--- The items for which `by(item, index)` is false.
---@generic T
---@param list T[]
---@param by string|fun(item: T, index: integer): any
---@return T[]
function M.reject(list, by)
  local _, others = partition("tbl.reject", list, by)
  return others
end

--- Both: the items for which `by(item, index)` is true, and the others.
---@generic T
---@param list T[]
---@param by string|fun(item: T, index: integer): any
---@return T[] passed
---@return T[] others
function M.partition(list, by)
  return partition("tbl.partition", list, by)
end

--- Folds a list: `fn(result, item, index)` gives the next result, from `initial` on.
---@generic T, R
---@param list T[]
---@param initial R
---@param fn fun(result: R, item: T, index: integer): R
---@return R
function M.reduce(list, initial, fn)
  list_of("tbl.reduce", "the list", list)
  callable("tbl.reduce", "what folds comes third, after the initial result; it", fn)
  local result = initial
  for index = 1, #list do
    result = fn(result, list[index], index)
  end
  return result
end

--- Calls `fn(item, index)` for each item.
---@generic T
---@param list T[]
---@param fn fun(item: T, index: integer)
function M.each(list, fn)
  list_of("tbl.each", "the list", list)
  callable("tbl.each", "what is called", fn)
  for index = 1, #list do
    fn(list[index], index)
  end
end

local function find(where, list, by)
  list_of(where, "the list", list)
  local test = reader(where, by)
  for index = 1, #list do
    if test(list[index], index) then
      return list[index], index
    end
  end
  return nil
end

--- The first item for which `by(item, index)` is true, and its index; nil where there is none.
---@generic T
---@param list T[]
---@param by string|fun(item: T, index: integer): any
---@return T?
---@return integer? index
function M.find(list, by)
  return find("tbl.find", list, by)
end

--- The index of the first item that equals a value; nil where there is none.
---@param list any[]
---@param value any
---@return integer?
function M.index_of(list, value)
  list_of("tbl.index_of", "the list", list)
  for index = 1, #list do
    if list[index] == value then
      return index
    end
  end
  return nil
end

--- Whether an item of a list equals a value.
---@param list any[]
---@param value any
---@return boolean
function M.contains(list, value)
  list_of("tbl.contains", "the list", list)
  return M.index_of(list, value) ~= nil
end

--- Whether `by(item, index)` is true for any item.
---@generic T
---@param list T[]
---@param by string|fun(item: T, index: integer): any
---@return boolean
function M.any(list, by)
  local _, index = find("tbl.any", list, by)
  return index ~= nil
end

--- Whether `by(item, index)` is true for all items; it is for an empty list.
---@generic T
---@param list T[]
---@param by string|fun(item: T, index: integer): any
---@return boolean
function M.all(list, by)
  list_of("tbl.all", "the list", list)
  local test = reader("tbl.all", by)
  for index = 1, #list do
    if not test(list[index], index) then
      return false
    end
  end
  return true
end

--- How many items there are, or for how many `by(item, index)` is true.
---@generic T
---@param list T[]
---@param by? string|fun(item: T, index: integer): any
---@return integer
function M.count(list, by)
  list_of("tbl.count", "the list", list)
  return by == nil and #list or #partition("tbl.count", list, by)
end

local function check_key(where, key, index)
  check(key == key, where, "item %d gives NaN, which cannot be a key", index)
  return key
end

--- Lists of the items by what `by(item, index)` gives. Items for which that is nil are left out.
---@generic T, K
---@param list T[]
---@param by string|fun(item: T, index: integer): K
---@return table<K, T[]>
function M.group_by(list, by)
  list_of("tbl.group_by", "the list", list)
  local read, groups = reader("tbl.group_by", by), {}
  for index = 1, #list do
    local key = check_key("tbl.group_by", read(list[index], index), index)
    if key ~= nil then
      local group = groups[key] or array {}
      groups[key] = group
      group[#group + 1] = list[index]
    end
  end
  return groups
end

--- The items by what `by(item, index)` gives. Of several the last one stays.
---@generic T, K
---@param list T[]
---@param by string|fun(item: T, index: integer): K
---@return table<K, T>
function M.index_by(list, by)
  list_of("tbl.index_by", "the list", list)
  local read, result = reader("tbl.index_by", by), {}
  for index = 1, #list do
    local key = check_key("tbl.index_by", read(list[index], index), index)
    if key ~= nil then
      result[key] = list[index]
    end
  end
  return result
end

--- How many items there are for each of what `by(item, index)` gives.
---@generic T, K
---@param list T[]
---@param by string|fun(item: T, index: integer): K
---@return table<K, integer>
function M.count_by(list, by)
  list_of("tbl.count_by", "the list", list)
  local counts = M.group_by(list, reader("tbl.count_by", by))
  for key, group in pairs(counts) do
    counts[key] = #group
  end
  return counts
end

--- Keys to compare, all numbers or all strings; false stands for nil.
local function sort_keys(where, list, by)
  local read, keys, wanted = by ~= nil and reader(where, by), {}, nil
  for index = 1, #list do
    local key = list[index]
    if read then
      key = read(key, index)
    end
    if rawequal(key, null) then
      key = nil
    elseif type(key) == "boolean" then
      key = key and 1 or 0
    end
    check(key == nil or (type(key) == "number" or type(key) == "string") and key == key, where,
      "item %d gives %s; items are sorted by numbers or strings", index, key ~= key and "NaN" or kind(key))
    check(key == nil or wanted == nil or type(key) == wanted, where,
      "item %d gives a %s and one before it a %s; they have no order", index, type(key), wanted)
    wanted = wanted or key ~= nil and type(key) or nil
    keys[index] = key == nil and false or key
  end
  return keys
end

--- A sorted list. Items that are equal keep their order; those without a value come last. False comes before true.
---@generic T
---@param list T[]
---@param by? string|fun(item: T, index: integer): number|string|boolean|nil default: the items themselves
---@param options? { descending?: boolean }
---@return T[]
function M.sort_by(list, by, options)
  local where = "tbl.sort_by"
  list_of(where, "the list", list)
  options = arguments.options(where, options, { descending = "boolean" })
  local keys, order, descending = sort_keys(where, list, by), {}, options.descending
  for index = 1, #list do
    order[index] = index
  end
  table.sort(order, function(a, b)
    local x, y = keys[a], keys[b]
    if x == y then
      return a < b
    elseif not x or not y then
      return x and true or false
    elseif descending then
      return y < x
    end
    return x < y
  end)
  local sorted = array {}
  for place, index in ipairs(order) do
    sorted[place] = list[index]
  end
  return sorted
end

local function extreme(where, list, by, sign)
  list_of(where, "the list", list)
  local keys, found = sort_keys(where, list, by), nil
  for index = 1, #list do
    local key = keys[index]
    if key and (not found or sign < 0 and key < keys[found] or sign > 0 and key > keys[found]) then
      found = index
    end
  end
  return found and list[found]
end

--- The item with the least value, the first of equals; nil where no item has one.
---@generic T
---@param list T[]
---@param by? string|fun(item: T, index: integer): number|string|nil default: the items themselves
---@return T?
function M.min_by(list, by)
  return extreme("tbl.min_by", list, by, -1)
end

--- The item with the greatest value, the first of equals; nil where no item has one.
---@generic T
---@param list T[]
---@param by? string|fun(item: T, index: integer): number|string|nil default: the items themselves
---@return T?
function M.max_by(list, by)
  return extreme("tbl.max_by", list, by, 1)
end

--- The sum of the items, or of what `by(item, index)` gives; nil counts as nothing.
---@generic T
---@param list T[]
---@param by? string|fun(item: T, index: integer): number?
---@return number
function M.sum(list, by)
  local where, total = "tbl.sum", 0
  list_of(where, "the list", list)
  local read = by ~= nil and reader(where, by)
  for index = 1, #list do
    local value = list[index]
    if read then
      value = read(value, index)
    end
    if value ~= nil and not rawequal(value, null) then
      check(type(value) == "number", where, "item %d gives %s, not a number", index, kind(value))
      total = total + value
    end
  end
  return total
end

return M
