local host = ...
local arguments = host.standard("_arguments")
local check, quoted = arguments.check, arguments.quoted
local null, array = host.json.null, host.json.array

--- Percent-encoding and queries: the part of `url` that works on text alone.
local M = {}

local escapes = {}
for code = 0, 255 do
  escapes[string.char(code)] = ("%%%02X"):format(code)
end

--- A text as one component: all but letters, digits and "-._~" is percent-encoded (RFC 3986 §2.3).
---@param text string|number
---@return string
function M.encode(text)
  text = type(text) == "number" and tostring(text) or text
  return (arguments.text("url.encode", "the text", text):gsub("[^%w%-._~]", escapes))
end

local function decode(where, text)
  local at = text:gsub("%%%x%x", "\1\1\1"):find("%", 1, true)
  check(not at, where, "invalid escape at byte %d: %% must be followed by two hexadecimal digits, found %s", at,
    at and quoted(text:sub(at, at + 2)))
  return (text:gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end))
end

--- Undoes percent-encoding. "+" stays "+": only queries have it for a space, see `url.parse_query`.
---@param text string
---@return string
function M.decode(text)
  return decode("url.decode", arguments.text("url.decode", "the text", text))
end

local function each_pair(where, text)
  arguments.text(where, "the query", text)
  local parts = text:gsub("^%?", ""):gmatch("[^&]+")
  return function()
    local part = parts()
    if part then
      local name, value = part:match("^([^=]*)=(.*)$")
      return decode(where, ((name or part):gsub("%+", " "))), decode(where, ((value or ""):gsub("%+", " ")))
    end
  end
end

--- The names and values of a query or a form, decoded, in their order.
---@param text string with or without a "?" before it
---@return string[][] `{ { name, value }, … }`
function M.parse_query(text)
  local found = array {}
  for name, value in each_pair("url.parse_query", text) do
    found[#found + 1] = array { name, value }
  end
  return found
end

--- The values of a query or a form by name. Each is a list, since a name may stand more than once.
---@param text string with or without a "?" before it
---@return table<string, string[]>
function M.query_values(text)
  local found = {}
  for name, value in each_pair("url.query_values", text) do
    found[name] = found[name] or array {}
    table.insert(found[name], value)
  end
  return found
end

local function encoded_value(name, value)
  local kind = type(value)
  if kind == "number" or kind == "boolean" then
    value = tostring(value)
  end
  check(type(value) == "string", "url.build_query", "the value of %s must be a string, a number, a boolean or a list "
    .. "of those, found %s", quoted(name), arguments.kind(value))
  return M.encode(value)
end

local function add(pieces, name, value)
  check(type(name) == "string", "url.build_query", "names must be strings, found %s", arguments.kind(name))
  if type(value) ~= "table" then
    value = { value }
  end
  for index = 1, #value do
    pieces[#pieces + 1] = M.encode(name) .. "=" .. encoded_value(name, value[index])
  end
end

--- A query from a table by name, sorted, or from a list of pairs, in its order. A list as a value repeats the name;
--- json.null leaves it out.
---@param values table<string, any>|any[][]
---@return string
function M.build_query(values)
  arguments.table("url.build_query", "the query", values)
  local pieces = {}
  if #values > 0 then
    for index = 1, #values do
      local pair = arguments.list("url.build_query", "item " .. index, values[index])
      if not rawequal(pair[2], null) then
        add(pieces, pair[1], pair[2])
      end
    end
    return table.concat(pieces, "&")
  end
  local names = {}
  for name in pairs(values) do
    check(type(name) == "string", "url.build_query", "names must be strings, found %s", arguments.kind(name))
    names[#names + 1] = name
  end
  table.sort(names)
  for _, name in ipairs(names) do
    if not rawequal(values[name], null) then
      add(pieces, name, values[name])
    end
  end
  return table.concat(pieces, "&")
end

return M
