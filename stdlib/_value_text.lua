local host = ...
local null = host.json.null
local array_mark = getmetatable(host.json.array {})

--- Values as text, for tests and the prompt: in one line for messages, in many for snapshots. The same value always has
--- the same text: keys are sorted, and nothing tells of addresses. No code of a script runs for it, but for `__pairs`
--- and `__len`.
local M = {}

local deepest, longest = 40, 100000 -- levels; bytes of a text

local keywords = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true until
while]]):gmatch("%a+") do
  keywords[word] = true
end

--- A string in quotes, on one line, whatever is in it.
---@param s string
---@return string
function M.quoted(s)
  local text = s:gsub('[%c"\\\x7F]', function(c)
    local short = { ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r", ['"'] = '\\"', ["\\"] = "\\\\" }
    return short[c] or ("\\x%02X"):format(c:byte())
  end)
  if not utf8.len(text) then
    text = text:gsub("[\x80-\xFF]", function(c)
      return ("\\x%02X"):format(c:byte())
    end)
  end
  return '"' .. text .. '"'
end

--- A number so that it is read back as the same; floats look like floats.
local function number(n)
  if math.type(n) == "integer" or n ~= n or n == math.huge or n == -math.huge then
    return tostring(n)
  end
  local text = ("%.14g"):format(n)
  if tonumber(text) ~= n then
    text = ("%.17g"):format(n)
  end
  return text:find("[.eE]") and text or text .. ".0"
end

local function scalar(value)
  if rawequal(value, null) then
    return "json.null"
  end
  local kind = type(value)
  if kind == "string" then
    return M.quoted(value)
  elseif kind == "number" then
    return number(value)
  elseif kind == "nil" or kind == "boolean" then
    return tostring(value)
  end
  return "<" .. kind .. ">"
end

--- A key as a step of a path: `.name`, `[3]`, `["a b"]`.
---@param key any
---@return string
function M.step(key)
  if type(key) == "string" and key:find("^[%a_][%w_]*$") and not keywords[key] then
    return "." .. key
  end
  return "[" .. scalar(key) .. "]"
end

local function order(a, b)
  local one, other = type(a), type(b)
  if one ~= other then
    return one < other
  elseif one == "number" or one == "string" then
    return a < b
  end
  return scalar(a) < scalar(b)
end

--- The keys of a table, sorted.
---@param t table
---@return any[]
function M.keys(t)
  local keys, numbers = {}, 0
  for key in pairs(t) do
    keys[#keys + 1] = key
    if math.type(key) == "integer" then
      numbers = numbers + 1
    end
  end
  if numbers == #keys and M.is_list(t, numbers) then
    for index = 1, numbers do
      keys[index] = index
    end
    return keys
  end
  table.sort(keys, order)
  return keys
end

--- Whether the keys of a table, so many, are 1…n.
---@param t table
---@param count integer
---@return boolean
function M.is_list(t, count)
  for index = 1, count do
    if t[index] == nil then
      return false
    end
  end
  return true
end

local Writer = {}
Writer.__index = Writer

function Writer:put(text)
  self.size = self.size + #text
  if self.size > longest then
    self.full = true
  else
    self[#self + 1] = text
  end
end

function Writer:line(depth)
  self:put(self.indent and "\n" .. ("  "):rep(depth) or " ")
end

function Writer:empty(value)
  local mark = getmetatable(value)
  self:put(mark ~= nil and rawequal(mark, array_mark) and "[]" or "{}")
end

function Writer:table(value, depth)
  if self.open[value] then
    return self:put("<cycle>")
  elseif depth >= deepest then
    return self:put("{ … }")
  end
  local keys = M.keys(value)
  if #keys == 0 then
    return self:empty(value)
  end
  self.open[value] = true
  local is_list = M.is_list(value, #keys)
  self:put(is_list and "[" or "{")
  for index, key in ipairs(keys) do
    if self.full then
      break
    end
    if index > 1 then
      self:put(",")
    end
    self:line(depth + 1)
    if not is_list then
      local step = M.step(key)
      self:put((step:sub(1, 1) == "." and step:sub(2) or step) .. " = ")
    end
    self:value(self.mask and self.mask(key, value[key]) or value[key], depth + 1)
  end
  self:line(depth)
  self:put(is_list and "]" or "}")
  self.open[value] = nil
end

function Writer:value(value, depth)
  if type(value) == "table" and rawequal(getmetatable(value), M.verbatim) then
    self:put(value.text)
  elseif type(value) == "table" then
    self:table(value, depth)
  else
    self:put(scalar(value))
  end
end

--- Marks a table whose `text` is shown as it is.
M.verbatim = {}

local function write(value, indent, mask)
  local writer = setmetatable({ size = 0, open = {}, indent = indent, mask = mask }, Writer)
  writer:value(value, 0)
  return table.concat(writer) .. (writer.full and " …" or "")
end

--- The first characters of a text, and "…" where there are more.
---@param text string
---@param most integer bytes
---@return string
function M.short(text, most)
  if #text <= most then
    return text
  end
  return (text:sub(1, most):gsub("[\xC0-\xFF][\x80-\xBF]*$", "")) .. "…"
end

--- A value in one line; lists in `[ ]`, other tables in `{ }`.
---@param value any
---@param most? integer bytes (default 200)
---@return string
function M.line(value, most)
  return M.short(write(value), most or 200)
end

--- A value in as many lines as it takes.
---@param value any
---@param mask? fun(key: any, value: any): any? what is shown in place of a value in a table
---@return string
function M.lines(value, mask)
  return write(value, true, mask)
end

return M
