local host = ...
local text = host.standard("_value_text")
local null = host.json.null
local array_mark, object_mark = getmetatable(host.json.array {}), getmetatable(host.json.object {})

--- Compares values for `expect`, and tells by path where they differ.
local M = {}

local deepest, most = 200, 50 -- levels; differences that are told

---@class test.Difference
---@field path string
---@field expected? string
---@field actual? string

local function mark_of(t)
  local mark = getmetatable(t)
  return mark ~= nil and (rawequal(mark, array_mark) and "array" or rawequal(mark, object_mark) and "object") or nil
end

--- Whether both are marked for JSON, one as an array and the other as an object.
local function marks_differ(a, b)
  local one, other = mark_of(a), mark_of(b)
  return one ~= nil and other ~= nil and one ~= other
end

local function same(a, b)
  return rawequal(a, b) or type(a) == type(b) and type(a) ~= "table" and (a == b or a ~= a and b ~= b)
end

local Walk = {}
Walk.__index = Walk

local longest_path = 160

function Walk:add(path, expected, actual)
  self.count = self.count + 1
  if #path > longest_path then
    path = "…" .. path:sub(-longest_path)
  end
  if self.count <= most then
    self.found[#self.found + 1] = { path = path, expected = expected, actual = actual }
  end
end

function Walk:is_open(a, b)
  local with = self.open[a]
  if with and with[b] then
    return true
  end
  self.open[a] = with or {}
  self.open[a][b] = true
  return false
end

--- Where two long texts start to differ.
local function excerpt(one, other)
  local at = 1
  while at <= #one and at <= #other and one:byte(at) == other:byte(at) do
    at = at + 1
  end
  local from = math.max(1, at - 30)
  local function part(s)
    return ("%s%s%s"):format(from > 1 and "…" or "", text.quoted(s:sub(from, at + 60)), at + 60 < #s and "…" or "")
  end
  return part(one), part(other), at
end

function Walk:scalars(path, expected, actual)
  if type(expected) == "string" and type(actual) == "string" and #expected + #actual > 160 then
    local one, other, at = excerpt(expected, actual)
    return self:add(("%s (from byte %d on)"):format(path, at), one, other)
  end
  self:add(path, text.line(expected), text.line(actual))
end

function Walk:compare(path, expected, actual, depth)
  if self.count > most then
    return
  elseif type(expected) ~= "table" or type(actual) ~= "table" then
    if not same(expected, actual) then
      self:scalars(path, expected, actual)
    end
    return
  elseif rawequal(expected, actual) or self:is_open(expected, actual) then
    return
  elseif depth > deepest then
    return self:add(path, "<more than " .. deepest .. " levels>", "<more than " .. deepest .. " levels>")
  elseif marks_differ(expected, actual) then
    local function kind(t)
      return (mark_of(t) == "array" and "a JSON array: " or "a JSON object: ") .. text.line(t)
    end
    return self:add(path, kind(expected), kind(actual))
  end
  self:tables(path, expected, actual, depth)
end

function Walk:tables(path, expected, actual, depth)
  local is_list = #expected > 0
  for _, key in ipairs(text.keys(expected)) do
    local wanted, found = expected[key], actual[key]
    if found == nil then
      self:add(path .. text.step(key), text.line(wanted), nil)
    elseif not same(wanted, found) then
      self:compare(path .. text.step(key), wanted, found, depth + 1)
    end
    if self.count > most then
      return
    end
  end
  if self.partial and not is_list then
    return
  end
  for _, key in ipairs(text.keys(actual)) do
    if expected[key] == nil then
      self:add(path .. text.step(key), nil, text.line(actual[key]))
    end
    if self.count > most then
      return
    end
  end
end

--- Where two values differ; an empty list where they are equal.
---@param expected any
---@param actual any
---@param partial? boolean whether tables may have more keys than expected; lists may not have more items
---@return test.Difference[] differences, integer count of all, those that are not listed included
function M.differences(expected, actual, partial)
  local walk = setmetatable({ found = {}, count = 0, open = {}, partial = partial }, Walk)
  walk:compare("value", expected, actual, 1)
  return walk.found, walk.count
end

---@param a any
---@param b any
---@return boolean
function M.equal(a, b)
  local _, count = M.differences(a, b)
  return count == 0
end

--- What kind of value it is: a type of Lua, "null", "integer", "float", "array" or "object".
---@param value any
---@param kind string
---@return boolean
function M.is_kind(value, kind)
  if rawequal(value, null) then
    return kind == "null"
  elseif kind == "array" then
    return host.json.is_array(value)
  elseif kind == "object" then
    return type(value) == "table" and not host.json.is_array(value)
  end
  return type(value) == kind or math.type(value) == kind
end

return M
