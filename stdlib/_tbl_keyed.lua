local host = ...
local arguments = host.standard("_arguments")
local check, kind = arguments.check, arguments.kind
local array, null = host.json.array, host.json.null

--- The part of `tbl` for tables by key, and for lists as a whole.
local M = {}

local ranks = { number = 1, string = 2, boolean = 3 }

--- Keys of any type in one order: numbers, strings, booleans, then the rest as it came.
local function key_less(a, b)
  local x, y = ranks[type(a)] or 4, ranks[type(b)] or 4
  if x ~= y then
    return x < y
  elseif x == 3 then
    return not a and b
  end
  return x < 3 and a < b
end

local function keys_of(where, t)
  arguments.table(where, "the table", t)
  local keys = array {}
  for key in pairs(t) do
    keys[#keys + 1] = key
  end
  table.sort(keys, key_less)
  return keys
end

--- The keys, sorted: numbers before strings.
---@generic K
---@param t table<K, any>
---@return K[]
function M.keys(t)
  return keys_of("tbl.keys", t)
end

--- The values, in the order of the sorted keys.
---@generic V
---@param t table<any, V>
---@return V[]
function M.values(t)
  local result = keys_of("tbl.values", t)
  for index = 1, #result do
    result[index] = t[result[index]]
  end
  return result
end

--- Iterates over keys and values like `pairs`, in the order of the sorted keys: the same in every run.
---@generic K, V
---@param t table<K, V>
---@return fun(): K?, V?
function M.sorted_pairs(t)
  local keys, index = keys_of("tbl.sorted_pairs", t), 0
  return function()
    index = index + 1
    local key = keys[index]
    if key ~= nil then
      return key, t[key]
    end
  end
end

--- How many keys a table has.
---@param t table
---@return integer
function M.size(t)
  local count = 0
  for _ in pairs(arguments.table("tbl.size", "the table", t)) do
    count = count + 1
  end
  return count
end

--- Whether a table has no keys.
---@param t table
---@return boolean
function M.is_empty(t)
  local next_pair, state, first = pairs(arguments.table("tbl.is_empty", "the table", t))
  return next_pair(state, first) == nil
end

--- A table with the same keys and what `fn(value, key)` gives.
---@generic K, V, R
---@param t table<K, V>
---@param fn fun(value: V, key: K): R
---@return table<K, R>
function M.map_values(t, fn)
  arguments.callable("tbl.map_values", "what maps", fn)
  local result = {}
  for _, key in ipairs(keys_of("tbl.map_values", t)) do
    result[key] = fn(t[key], key)
  end
  return result
end

--- The keys and values for which `fn(value, key)` is true.
---@generic K, V
---@param t table<K, V>
---@param fn fun(value: V, key: K): any
---@return table<K, V>
function M.filter_values(t, fn)
  arguments.callable("tbl.filter_values", "what tests", fn)
  local result = {}
  for _, key in ipairs(keys_of("tbl.filter_values", t)) do
    if fn(t[key], key) then
      result[key] = t[key]
    end
  end
  return result
end

--- Values for keys and keys for values. Of equal values the last key, in sorted order, stays.
---@generic K, V
---@param t table<K, V>
---@return table<V, K>
function M.invert(t)
  local result = {}
  for _, key in ipairs(keys_of("tbl.invert", t)) do
    local value = t[key]
    check(value == value, "tbl.invert", "the value of %s is NaN, which cannot be a key", arguments.quoted(key))
    result[value] = key
  end
  return result
end

--- Only these keys.
---@param t table
---@param keys any[]
---@return table
function M.pick(t, keys)
  arguments.table("tbl.pick", "the table", t)
  local result = {}
  for _, key in ipairs(arguments.list("tbl.pick", "the keys", keys)) do
    result[key] = t[key]
  end
  return result
end

--- All keys but these.
---@param t table
---@param keys any[]
---@return table
function M.omit(t, keys)
  arguments.table("tbl.omit", "the table", t)
  local left_out, result = {}, {}
  for _, key in ipairs(arguments.list("tbl.omit", "the keys", keys)) do
    left_out[key] = true
  end
  for key, value in pairs(t) do
    if not left_out[key] then
      result[key] = value
    end
  end
  return result
end

--- All keys of all tables; a later table wins.
---@param ... table
---@return table
function M.merge(...)
  local result = {}
  for index = 1, select("#", ...) do
    local t = select(index, ...)
    for key, value in pairs(arguments.table("tbl.merge", "table " .. index, t)) do
      result[key] = value
    end
  end
  return result
end

--- What lies at a path such as "owner.emails.1", or the default where a step is absent or json.null.
---@param t table
---@param path string|any[] keys joined by dots, or a list of keys
---@param default? any
---@return any
function M.get(t, path, default)
  if type(path) == "string" then
    local steps = {}
    for key in path:gmatch("[^.]+") do
      steps[#steps + 1] = key
    end
    path = steps
  end
  arguments.list("tbl.get", "the path", path)
  local value = t
  for index = 1, #path do
    if type(value) ~= "table" then
      return default
    end
    local key = path[index]
    local found = value[key]
    if found == nil and type(key) == "string" and key:find("^%d+$") then
      found = value[math.tointeger(tonumber(key))]
    end
    value = found
  end
  if value == nil or rawequal(value, null) then
    return default
  end
  return value
end

--- The items from one index to another, both included; negative ones count from the end.
---@generic T
---@param list T[]
---@param first integer
---@param last? integer default: the end
---@return T[]
function M.slice(list, first, last)
  local count = #arguments.list("tbl.slice", "the list", list)
  first = arguments.integer("tbl.slice", "the first index", first, math.mininteger)
  last = last == nil and count or arguments.integer("tbl.slice", "the last index", last, math.mininteger)
  first = math.max(1, first < 0 and count + first + 1 or first)
  last = math.min(count, last < 0 and count + last + 1 or last)
  local result = array {}
  for index = first, last do
    result[#result + 1] = list[index]
  end
  return result
end

--- The items of all lists, one list after the other.
---@generic T
---@param ... T[]
---@return T[]
function M.concat(...)
  local result = array {}
  for number = 1, select("#", ...) do
    local list = arguments.list("tbl.concat", "list " .. number, (select(number, ...)))
    for index = 1, #list do
      result[#result + 1] = list[index]
    end
  end
  return result
end

--- A list backwards.
---@generic T
---@param list T[]
---@return T[]
function M.reverse(list)
  local count, result = #arguments.list("tbl.reverse", "the list", list), array {}
  for index = 1, count do
    result[index] = list[count - index + 1]
  end
  return result
end

--- Lists of `size` items each; the last one has what is left.
---@generic T
---@param list T[]
---@param size integer
---@return T[][]
function M.chunk(list, size)
  arguments.list("tbl.chunk", "the list", list)
  size = arguments.integer("tbl.chunk", "the size", size, 1)
  local result = array {}
  for first = 1, #list, size do
    result[#result + 1] = M.slice(list, first, math.min(#list, first + size - 1))
  end
  return result
end

--- A table from pairs of key and value.
---@param list any[][] `{ { key, value }, … }`
---@return table
function M.from_pairs(list)
  local result = {}
  for index, pair in ipairs(arguments.list("tbl.from_pairs", "the list", list)) do
    check(type(pair) == "table" and pair[1] ~= nil, "tbl.from_pairs",
      "item %d must be a pair of key and value, found %s", index, kind(pair))
    result[pair[1]] = pair[2]
  end
  return result
end

return M
