local host = ...
local arguments = host.standard("_arguments")
local check = arguments.check
local array, is_array, null = host.json.array, host.json.is_array, host.json.null
local object_mark = getmetatable(host.json.object {}) -- what json.object's protected metatable shows

--- The part of `tbl` that goes into tables inside of tables.
local M = {}

local deepest = 1000

local function check_depth(where, depth)
  check(depth <= deepest, where, "the tables are more than %d deep, or one contains itself", deepest)
end

--- A table of the same kind: marked as the other is for JSON, or of its metatable where that is open.
local function like(t)
  local meta = getmetatable(t)
  if is_array(t) and (type(meta) ~= "table") then
    return meta ~= nil and array {} or {}
  elseif meta ~= nil and rawequal(meta, object_mark) then
    return host.json.object {}
  elseif type(meta) == "table" then
    return setmetatable({}, meta)
  end
  return {}
end

local function copy(value, seen, depth)
  if type(value) ~= "table" then
    return value
  elseif seen[value] then
    return seen[value]
  end
  check_depth("tbl.deep_copy", depth)
  local result = like(value)
  seen[value] = result
  for key, member in pairs(value) do
    rawset(result, copy(key, seen, depth + 1), copy(member, seen, depth + 1))
  end
  return result
end

--- A copy of a value, and of all tables in it. What stands in it twice stands in the copy twice; a cycle stays one.
--- Metatables are kept where they are open, as are the marks of JSON.
---@generic T
---@param value T
---@return T
function M.deep_copy(value)
  return copy(value, {}, 1)
end

--- Whether a pair is being compared already: cycles are equal when nothing else differs.
local function is_open(seen, a, b)
  local with = seen[a]
  if with and with[b] then
    return true
  end
  seen[a] = with or {}
  seen[a][b] = true
  return false
end

local function equal(a, b, seen, depth)
  if a == b then
    return true
  elseif type(a) ~= "table" or type(b) ~= "table" then
    return false
  end
  check_depth("tbl.deep_equal", depth)
  if is_open(seen, a, b) then
    return true
  end
  for key, value in pairs(a) do
    local other = b[key]
    if other == nil or not equal(value, other, seen, depth + 1) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

--- Whether two values are equal, and all that is in them. Keys are compared as they are. An empty list equals an empty
--- object: the marks of JSON do not count.
---@param a any
---@param b any
---@return boolean
function M.deep_equal(a, b)
  return equal(a, b, {}, 1)
end

local function is_object(value)
  return type(value) == "table" and not is_array(value)
end

local function merge(into, from, depth)
  check_depth("tbl.deep_merge", depth)
  local result = like(into)
  for key, value in pairs(into) do
    rawset(result, key, value)
  end
  for key, value in pairs(from) do
    local before = result[key]
    if is_object(before) and is_object(value) then
      value = merge(before, value, depth + 1)
    end
    rawset(result, key, value)
  end
  return result
end

--- All keys of all tables, into every depth: where two have a table by keys at one place, these are merged, too. Lists
--- and all other values of a later table take the place of what was there.
---@param ... table
---@return table
function M.deep_merge(...)
  local result = {}
  for index = 1, select("#", ...) do
    local t = arguments.table("tbl.deep_merge", "table " .. index, (select(index, ...)))
    result = merge(result, t, 1)
  end
  return M.deep_copy(result)
end

local function flatten(list, depth, into, level)
  check_depth("tbl.flatten", level)
  for index = 1, #list do
    local item = list[index]
    if depth > 0 and type(item) == "table" and (is_array(item) or next(item) == nil and getmetatable(item) == nil) then
      flatten(item, depth - 1, into, level + 1)
    else
      into[#into + 1] = item
    end
  end
  return into
end

--- The items of the lists in a list, in place of these lists. Tables by keys stay as they are.
---@param list any[]
---@param depth? integer how deep (default: all the way)
---@return any[]
function M.flatten(list, depth)
  arguments.list("tbl.flatten", "the list", list)
  depth = depth == nil and math.maxinteger or arguments.integer("tbl.flatten", "the depth", depth, 0)
  return flatten(list, depth, array {}, 1)
end

--- Whether a value is absent: nil or json.null.
---@param value any
---@return boolean
function M.is_absent(value)
  return value == nil or rawequal(value, null)
end

return M
