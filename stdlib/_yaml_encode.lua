local host = ...
local arguments = host.standard("_arguments")
local check, kind, quoted = arguments.check, arguments.kind, arguments.quoted

--- Writes YAML in block style, for the module yaml.
local M = {}

local deepest = 200
local longest_key = 900 -- bytes in one line; a parser need not look further than 1,024 characters for the colon

-- Texts that some parser, of YAML 1.1 or 1.2, takes for something else.
local words = {}
for word in ("null ~ true false yes no on off y n .inf -.inf +.inf .nan << ="):gmatch("%S+") do
  words[word] = true
end

local function looks_like_a_word(text)
  return words[text:lower()]
end

--- Numbers of YAML 1.1 and 1.2, sexagesimal ones and dates.
local function looks_like_a_number(text)
  return text:find("^[-+.]?%d") and not text:find("[^%d.eExXoOa-fA-F_:+TZtz -]")
end

local function is_plain(text)
  return text ~= "" and not text:find("[%c\x7F]") and not text:find("^[%s?:,%[%]{}#&*!|>'\"%%@`-]")
    and not text:find("%s$") and not text:find(": ", 1, true) and not text:find(" #", 1, true) and not text:find(":$")
    and not looks_like_a_word(text) and not looks_like_a_number(text)
    -- what is not printable, or breaks a line (YAML 1.2.2 §5.1, §5.4)
    and not text:find("\xC2[\x80-\x9F]") and not text:find("\xE2\x80[\xA8\xA9]") and not text:find("\xEF\xBB\xBF")
    and not text:find("\xEF\xBF[\xBE\xBF]") and not text:find("^%.%.%.")
end

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r" }

local function escape(c)
  local code = utf8.codepoint(c)
  return escapes[c] or (code < 256 and "\\x%02X" or "\\u%04X"):format(code)
end

local function in_quotes(text)
  local escaped = text:gsub("[%c\"\\\x7F]", escape):gsub("\xC2[\x80-\x9F]", escape):gsub("\xE2\x80[\xA8\xA9]", escape)
  return '"' .. escaped:gsub("\xEF\xBB\xBF", escape):gsub("\xEF\xBF[\xBE\xBF]", escape) .. '"'
end

local function check_text(where, text)
  local _, at = utf8.len(text)
  check(not at, where, "the string %s is not UTF-8, at byte %d", quoted(text), at)
  return text
end

local function in_line(text)
  return is_plain(text) and text or in_quotes(text)
end

--- Whether a text can be written as a literal block: what is in it, and how it begins.
local function is_block(text)
  return text:find("\n", 1, true) and text:find("^[^ \n]") and not text:find("[\0-\8\11-\31\x7F]")
    and not text:find("\xC2[\x80-\x9F]") and not text:find("\xE2\x80[\xA8\xA9]") and not text:find("\xEF\xBB\xBF")
    and not text:find("\xEF\xBF[\xBE\xBF]") and not text:find("^\t") and not text:find("\n[ \t]+\n")
    and not text:find("[ \t]+$")
end

local function add_block(out, text, indent)
  local ending = text:match("\n*$")
  out[#out + 1] = ending == "" and "|-" or #ending == 1 and "|" or "|+"
  local space = "\n" .. (" "):rep(indent)
  for line in text:sub(1, #text - #ending):gmatch("[^\n]*") do
    out[#out + 1] = line == "" and "\n" or space .. line
  end
  out[#out + 1] = #ending > 1 and ("\n"):rep(#ending - 1) or ""
end

local function number_text(where, number)
  check(number == number and number ~= math.huge and number ~= -math.huge, where, "JSON and YAML share no %s",
    tostring(number))
  return host.json.encode(number)
end

local function scalar(where, value)
  if value == nil or rawequal(value, host.json.null) then
    return "null"
  elseif type(value) == "boolean" then
    return tostring(value)
  elseif type(value) == "number" then
    return number_text(where, value)
  end
  check(type(value) == "string", where, "a value must be a table, string, number, boolean or null, found %s",
    kind(value))
  return nil
end

local add

local function add_list(where, out, list, depth, first)
  local indent = (depth - 1) * 2
  local space = "\n" .. (" "):rep(indent)
  for index = 1, #list do
    out[#out + 1] = (index == 1 and first and "" or space) .. "-"
    add(where, out, list[index], depth + 1, true)
  end
end

local function sorted_names(where, map)
  local names = {}
  for name in pairs(map) do
    check(type(name) == "string", where, "the keys of a table must all be strings, or be 1…n; found %s among others",
      type(name) == "number" and tostring(name) or kind(name))
    names[#names + 1] = check_text(where, name)
  end
  table.sort(names)
  return names
end

local function add_map(where, out, map, depth, first)
  local space = "\n" .. (" "):rep((depth - 1) * 2)
  for index, name in ipairs(sorted_names(where, map)) do
    local key = in_line(name)
    key = #key > longest_key and "? " .. key .. space or key
    out[#out + 1] = (index == 1 and first and "" or space) .. key .. ":"
    add(where, out, map[name], depth + 1, false)
  end
end

local function check_list(where, list)
  local count = 0
  for index in pairs(list) do
    check(math.type(index) == "integer", where, "a list must have no holes, and no names beside its items")
    count = count + 1
  end
  check(count == #list, where, "a list must have no holes, and no names beside its items")
end

--- Adds a value after "-" or ":", or at the beginning.
function add(where, out, value, depth, after_dash)
  local start = depth == 1 and "" or " "
  check(depth <= deepest, where, "tables are nested deeper than %d levels, or hold themselves", deepest)
  if type(value) == "table" then
    local is_list = host.json.is_array(value)
    if next(value) == nil then
      out[#out + 1] = start .. (is_list and "[]" or "{}")
      return
    end
    local first = depth == 1 or after_dash
    out[#out + 1] = first and start or ""
    if is_list then
      check_list(where, value)
      add_list(where, out, value, depth, first)
    else
      add_map(where, out, value, depth, first)
    end
    return
  end
  out[#out + 1] = start
  local text = scalar(where, value)
  if not text and is_block(check_text(where, value)) then
    add_block(out, value, math.max(depth - 1, 1) * 2)
  else
    out[#out + 1] = text or in_line(value)
  end
end

--- A document from a value.
---@param where string
---@param value any
---@return string
function M.encode(where, value)
  local out = {}
  add(where, out, value, 1, true)
  return table.concat(out) .. "\n"
end

return M
