local host = ...

--- Checks what a script hands to a function of the standard library. A fault is raised at the script's line, as
--- "csv.encode: the rows must be a list, found nil".
local M = {}

local null = host.json.null

--- What a value is, for a message.
---@param value any
---@return string
function M.kind(value)
  if rawequal(value, null) then
    return "json.null"
  end
  return math.type(value) == "float" and "a float" or value == nil and "nil" or "a " .. type(value)
end

--- Whether `tostring` says more of a value than its address.
---@param value any
---@return boolean
function M.has_text(value)
  return type(value) ~= "table" and type(value) ~= "function" or not tostring(value):find("^[%w_. ]+: 0x%x+$")
end

--- A value in a message: short, and fit for one line.
---@param value any
---@return string
function M.quoted(value)
  if type(value) ~= "string" then
    return type(value) == "number" and tostring(value) or M.kind(value)
  end
  local text = #value > 60 and value:sub(1, 60):gsub("[\xC0-\xFF][\x80-\xBF]*$", "") .. "…" or value
  text = text:gsub("[%c\\\"]", function(c)
    return (c == "\\" or c == '"') and "\\" .. c or ("\\x%02X"):format(c:byte())
  end)
  return '"' .. text .. '"'
end

--- Raises "where: text" unless `ok`.
---@param ok any
---@param where string the function that was called, such as "csv.encode"
---@param text string
---@param ... any what goes into the text by string.format
function M.check(ok, where, text, ...)
  if not ok then
    host.raise(where .. ": " .. (select("#", ...) > 0 and text:format(...) or text))
  end
end

local function expected(where, what, wanted, value)
  host.raise(("%s: %s must be %s, found %s"):format(where, what, wanted, M.kind(value)))
end

---@param where string
---@param what string the argument, such as "the data"
---@param value any
---@return string
function M.text(where, what, value)
  if type(value) ~= "string" then
    expected(where, what, "a string", value)
  end
  return value
end

---@param where string
---@param what string
---@param value any
---@return table
function M.list(where, what, value)
  if type(value) ~= "table" then
    expected(where, what, "a list", value)
  end
  return value
end

---@param where string
---@param what string
---@param value any
---@return table
function M.table(where, what, value)
  if type(value) ~= "table" then
    expected(where, what, "a table", value)
  end
  return value
end

---@param where string
---@param what string
---@param value any
---@return function
function M.callable(where, what, value)
  if type(value) ~= "function" then
    expected(where, what, "a function", value)
  end
  return value
end

--- An integer from `least` on; a float such as 3.0 counts as one.
---@param where string
---@param what string
---@param value any
---@param least integer
---@return integer
function M.integer(where, what, value, least)
  local integer = type(value) == "number" and math.tointeger(value)
  if not integer or integer < least then
    local found = type(value) == "number" and tostring(value) or M.kind(value)
    host.raise(("%s: %s must be a whole number from %d, found %s"):format(where, what, least, found))
  end
  return integer
end

--- A table of options whose names are known. `known` gives their types, "any" among them.
---@param where string
---@param options any
---@param known table<string, string>
---@return table
function M.options(where, options, known)
  if options == nil then
    return {}
  end
  M.table(where, "the options", options)
  for name, value in pairs(options) do
    local wanted = known[name]
    if not wanted then
      local names = {}
      for other in pairs(known) do
        names[#names + 1] = other
      end
      table.sort(names)
      host.raise(("%s: there is no option %s; it has %s"):format(where, M.quoted(name), table.concat(names, ", ")))
    elseif wanted ~= "any" and type(value) ~= wanted then
      expected(where, "the option " .. name, "a " .. wanted, value)
    end
  end
  return options
end

return M
