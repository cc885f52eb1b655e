local host = ...
local null = host.json.null

--- Places in decoded JSON, such as "data.users": names with dots between, or a list of names where one holds a dot that
--- could be mistaken.
local M = {}

local function is_table(value)
  return type(value) == "table"
end

local function get_list(value, names)
  for _, name in ipairs(names) do
    if not is_table(value) then
      return nil
    end
    value = value[name]
  end
  return value
end

local function get_text(value, path)
  if not is_table(value) then
    return nil
  end
  local found = value[path]
  if found == nil and path:find("^%d+$") then
    found = value[math.tointeger(tonumber(path, 10))]
  end
  local at = 0
  while found == nil do
    at = path:find(".", at + 1, true)
    if not at then
      return nil
    end
    -- "@odata.nextLink" is one name, "data.users" are two: the longest that is there counts.
    local name = path:sub(1, at - 1)
    local inner = value[name]
    if inner == nil and name:find("^%d+$") then
      inner = value[math.tointeger(tonumber(name, 10))]
    end
    if is_table(inner) then
      found = get_text(inner, path:sub(at + 1))
    end
  end
  return found
end

--- The value at a path; nil where there is none, and where it is null.
---@param value any
---@param path string|string[]
---@return any
function M.get(value, path)
  local found
  if type(path) == "table" then
    found = get_list(value, path)
  else
    found = get_text(value, path)
  end
  if rawequal(found, null) then
    return nil
  end
  return found
end

--- A copy of a value with another one at a path: only the tables on the way are copied.
---@param value any
---@param path string|string[]
---@param leaf any
---@return table
function M.set(value, path, leaf)
  local names = path
  if type(path) == "string" then
    names = {}
    for name in path:gmatch("[^.]+") do
      names[#names + 1] = name
    end
  end
  local function copy(old, depth)
    if depth > #names then
      return leaf
    end
    local new = {}
    for key, item in pairs(is_table(old) and old or {}) do
      new[key] = item
    end
    new[names[depth]] = copy(new[names[depth]], depth + 1)
    return new
  end
  return copy(value, 1)
end

--- A path as it stands in a message.
---@param path string|string[]
---@return string
function M.text(path)
  return type(path) == "table" and table.concat(path, ".") or path
end

--- Whether a value can be a path.
---@param value any
---@return boolean
function M.is_path(value)
  if type(value) == "string" then
    return value ~= ""
  end
  if type(value) ~= "table" or #value == 0 then
    return false
  end
  for _, name in ipairs(value) do
    if type(name) ~= "string" then
      return false
    end
  end
  return true
end

return M
