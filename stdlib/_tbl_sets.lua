local host = ...
local arguments = host.standard("_arguments")
local array = host.json.array

--- The part of `tbl` that takes lists as sets. What comes back is in the order of the first list.
local M = {}

--- Whether each item of a list is a key of the result.
local function members(where, what, list)
  local found = {}
  for index = 1, #arguments.list(where, what, list) do
    local item = list[index]
    arguments.check(item == item, where, "%s has NaN as item %d, which equals nothing", what, index)
    found[item] = true
  end
  return found
end

--- A table with the items of a list as keys, each with true: to ask often whether an item is there.
---@generic T
---@param list T[]
---@return table<T, true>
function M.set(list)
  return members("tbl.set", "the list", list)
end

local function selected(lists, keep)
  local result, seen = array {}, {}
  for _, list in ipairs(lists) do
    for index = 1, #list do
      local item = list[index]
      if not seen[item] and keep(item) then
        seen[item] = true
        result[#result + 1] = item
      end
    end
  end
  return result
end

local function everything()
  return true
end

--- Each item once, where it stands first; or the first item for each of what `by(item, index)` gives.
---@generic T
---@param list T[]
---@param by? string|fun(item: T, index: integer): any
---@return T[]
function M.uniq(list, by)
  members("tbl.uniq", "the list", list)
  if by == nil then
    return selected({ list }, everything)
  end
  arguments.check(type(by) == "string" or type(by) == "function", "tbl.uniq",
    "it takes a function or the name of a field second, found %s", arguments.kind(by))
  local result, seen, none = array {}, {}, {}
  for index = 1, #list do
    local key
    if type(by) == "string" then
      key = arguments.table("tbl.uniq", "item " .. index, list[index])[by]
    else
      key = by(list[index], index)
    end
    key = key == nil and none or key
    if key ~= key or not seen[key] then
      if key == key then
        seen[key] = true
      end
      result[#result + 1] = list[index]
    end
  end
  return result
end

--- What is in any of the lists, each item once.
---@generic T
---@param ... T[]
---@return T[]
function M.union(...)
  local lists = { ... }
  for number = 1, select("#", ...) do
    members("tbl.union", "list " .. number, lists[number])
  end
  return selected(lists, everything)
end

--- What is in both lists, each item once.
---@generic T
---@param a T[]
---@param b T[]
---@return T[]
function M.intersection(a, b)
  members("tbl.intersection", "the first list", a)
  local inside = members("tbl.intersection", "the second list", b)
  return selected({ a }, function(item)
    return inside[item]
  end)
end

--- What is in the first list and not in the second, each item once.
---@generic T
---@param a T[]
---@param b T[]
---@return T[]
function M.difference(a, b)
  members("tbl.difference", "the first list", a)
  local outside = members("tbl.difference", "the second list", b)
  return selected({ a }, function(item)
    return not outside[item]
  end)
end

--- What is in one of the two lists alone, each item once.
---@generic T
---@param a T[]
---@param b T[]
---@return T[]
function M.symmetric_difference(a, b)
  local first = members("tbl.symmetric_difference", "the first list", a)
  local second = members("tbl.symmetric_difference", "the second list", b)
  return selected({ a, b }, function(item)
    return not (first[item] and second[item])
  end)
end

--- Whether all items of the first list are in the second.
---@param a any[]
---@param b any[]
---@return boolean
function M.is_subset(a, b)
  local inside = members("tbl.is_subset", "the second list", b)
  for item in pairs(members("tbl.is_subset", "the first list", a)) do
    if not inside[item] then
      return false
    end
  end
  return true
end

return M
