local host = ...
local arguments = host.standard("_arguments")
local layout, similar = host.standard("_text_layout"), host.standard("_text_similar")
local check, quoted = arguments.check, arguments.quoted
local array, null = host.json.array, host.json.null

--- Texts. Lengths and widths are in characters of UTF-8, not in bytes; separators and what is looked for are plain, not
--- patterns.
---@class text
local M = {}

for _, part in ipairs { layout, similar } do
  for name, member in pairs(part) do
    M[name] = member
  end
end

--- Without white space at both ends.
---@param s string
---@return string
function M.trim(s)
  arguments.text("text.trim", "the text", s)
  local first = s:find("%S")
  return first and s:match(".*%S", first) or ""
end

--- Without white space at the start.
---@param s string
---@return string
function M.trim_start(s)
  arguments.text("text.trim_start", "the text", s)
  return s:sub(s:find("%S") or #s + 1)
end

--- Without white space at the end.
---@param s string
---@return string
function M.trim_end(s)
  return arguments.text("text.trim_end", "the text", s):match("^.*%S") or ""
end

---@param s string
---@param prefix string
---@return boolean
function M.starts_with(s, prefix)
  arguments.text("text.starts_with", "the prefix", prefix)
  return arguments.text("text.starts_with", "the text", s):sub(1, #prefix) == prefix
end

---@param s string
---@param suffix string
---@return boolean
function M.ends_with(s, suffix)
  arguments.text("text.ends_with", "the suffix", suffix)
  return suffix == "" or arguments.text("text.ends_with", "the text", s):sub(-#suffix) == suffix
end

---@param s string
---@param part string
---@return boolean
function M.contains(s, part)
  arguments.text("text.contains", "the part", part)
  return arguments.text("text.contains", "the text", s):find(part, 1, true) ~= nil
end

--- The text after a prefix; the text itself where it does not start with it.
---@param s string
---@param prefix string
---@return string
function M.remove_prefix(s, prefix)
  arguments.text("text.remove_prefix", "the text", s)
  arguments.text("text.remove_prefix", "the prefix", prefix)
  return s:sub(1, #prefix) == prefix and s:sub(#prefix + 1) or s
end

--- The text before a suffix; the text itself where it does not end with it.
---@param s string
---@param suffix string
---@return string
function M.remove_suffix(s, suffix)
  arguments.text("text.remove_suffix", "the text", s)
  arguments.text("text.remove_suffix", "the suffix", suffix)
  return suffix ~= "" and s:sub(-#suffix) == suffix and s:sub(1, -#suffix - 1) or s
end

--- The parts between separators; empty ones are kept. With `limit`, the last part holds the rest.
---@param s string
---@param separator string
---@param limit? integer how many parts at most
---@return string[]
function M.split(s, separator, limit)
  arguments.text("text.split", "the text", s)
  arguments.text("text.split", "the separator", separator)
  check(separator ~= "", "text.split", "the separator must not be empty; text.characters gives single characters")
  limit = limit == nil and math.maxinteger or arguments.integer("text.split", "the limit", limit, 1)
  local parts, at = array {}, 1
  while #parts + 1 < limit do
    local first, last = s:find(separator, at, true)
    if not first then
      break
    end
    parts[#parts + 1] = s:sub(at, first - 1)
    at = last + 1
  end
  parts[#parts + 1] = s:sub(at)
  return parts
end

--- The text before the first separator and the text after it; the whole text and nil where there is none.
---@param s string
---@param separator string
---@return string before
---@return string? after
function M.cut(s, separator)
  arguments.text("text.cut", "the text", s)
  arguments.text("text.cut", "the separator", separator)
  local first, last = s:find(separator, 1, true)
  if not first then
    return s, nil
  end
  return s:sub(1, first - 1), s:sub(last + 1)
end

--- The lines of a text, ended by LF or CRLF, without their ends. A line break at the end begins no further line.
---@param s string
---@return string[]
function M.lines(s)
  arguments.text("text.lines", "the text", s)
  local lines, at = array {}, 1
  while at <= #s do
    local stop = s:find("\n", at, true)
    local line = s:sub(at, (stop or #s + 1) - 1)
    lines[#lines + 1] = stop and line:gsub("\r$", "") or line
    at = (stop or #s) + 1
  end
  return lines
end

--- The words of a text: what white space separates.
---@param s string
---@return string[]
function M.words(s)
  local words = array {}
  for word in arguments.text("text.words", "the text", s):gmatch("%S+") do
    words[#words + 1] = word
  end
  return words
end

--- The characters of a text, each as a text.
---@param s string
---@return string[]
function M.characters(s)
  arguments.text("text.characters", "the text", s)
  local characters = array {}
  for character in s:gmatch(utf8.len(s) and utf8.charpattern or ".") do
    characters[#characters + 1] = character
  end
  return characters
end

--- How often a part stands in a text, without overlaps.
---@param s string
---@param part string
---@return integer
function M.count(s, part)
  arguments.text("text.count", "the text", s)
  check(arguments.text("text.count", "the part", part) ~= "", "text.count", "the part must not be empty")
  local count, at = 0, 1
  while true do
    local first, last = s:find(part, at, true)
    if not first then
      return count
    end
    count, at = count + 1, last + 1
  end
end

--- Replaces each occurrence of a part.
---@param s string
---@param part string
---@param replacement string
---@return string
function M.replace(s, part, replacement)
  arguments.text("text.replace", "the text", s)
  arguments.text("text.replace", "the replacement", replacement)
  check(arguments.text("text.replace", "the part", part) ~= "", "text.replace", "the part must not be empty")
  local pieces, at = {}, 1
  while true do
    local first, last = s:find(part, at, true)
    pieces[#pieces + 1] = s:sub(at, (first or #s + 1) - 1)
    if not first then
      return table.concat(pieces, replacement)
    end
    at = last + 1
  end
end

--- The text as a Lua pattern that matches it and nothing else.
---@param s string
---@return string
function M.escape_pattern(s)
  return (arguments.text("text.escape_pattern", "the text", s):gsub("[%^%$%(%)%%%.%[%]%*%+%-%?]", "%%%0"))
end

local folds = {}
for plain, letters in pairs {
  a = "àáâãåāăą", ae = "äæ", c = "çćĉċč", d = "ďđð", e = "èéêëēĕėęě", g = "ĝğġģ", h = "ĥħ", i = "ìíîïĩīĭįı", j = "ĵ",
  k = "ķ", l = "ĺļľŀł", n = "ñńņňŋ", o = "òóôõøōŏő", oe = "öœ", r = "ŕŗř", s = "śŝşšș", ss = "ß", t = "ţťŧț", th = "þ",
  u = "ùúûũūŭůűų", ue = "ü", w = "ŵ", y = "ýÿŷ", z = "źżž",
} do
  for letter in letters:gmatch(utf8.charpattern) do
    folds[letter] = plain
  end
end

for upper, lower in ("ÀàÁáÂâÃãÅåÄäÆæÇçÈèÉéÊêËëÌìÍíÎîÏïÐðÑñÒòÓóÔôÕõØøÖöÙùÚúÛûÜüÝýÞþČčŠšŽžŁłŚśŻżĆćŃńĘęĄąŐőŰűĞğŞş"):gmatch(
  "(" .. utf8.charpattern .. ")(" .. utf8.charpattern .. ")") do
  folds[upper] = folds[lower]
end

--- A text as a name for URLs and files: letters and digits of ASCII in lower case, joined by hyphens. Accents are taken
--- off Latin letters; other scripts are left out.
---@param s string
---@param separator? string default "-"
---@return string
function M.slug(s, separator)
  arguments.text("text.slug", "the text", s)
  separator = separator == nil and "-" or arguments.text("text.slug", "the separator", separator)
  local words = {}
  for word in s:gsub("[\xC3-\xC8][\x80-\xBF]", folds):gsub("['’]", ""):lower():gmatch("[a-z0-9]+") do
    words[#words + 1] = word
  end
  return table.concat(words, separator)
end

--- The first letter of each word in upper case, in ASCII; the others as they are.
---@param s string
---@return string
function M.title(s)
  return (arguments.text("text.title", "the text", s):gsub("%f[%w\x80-\xFF']%l", string.upper))
end

--- The first letter in upper case, in ASCII.
---@param s string
---@return string
function M.capitalize(s)
  return (arguments.text("text.capitalize", "the text", s):gsub("^%l", string.upper))
end

--- A number with its noun: `pluralize(2, "bucket")` is "2 buckets".
---@param count number
---@param singular string
---@param plural? string default: the singular with "s"
---@return string
function M.pluralize(count, singular, plural)
  check(type(count) == "number", "text.pluralize", "the count must be a number, found %s", arguments.kind(count))
  arguments.text("text.pluralize", "the singular", singular)
  return tostring(count) .. " " .. (count == 1 and singular or plural or singular .. "s")
end

--- "a, b and c".
---@param list (string|number)[]
---@param conjunction? string default "and"
---@return string
function M.enumerate(list, conjunction)
  arguments.list("text.enumerate", "the items", list)
  local count = #list
  if count < 2 then
    return count == 0 and "" or tostring(list[1])
  end
  return table.concat(list, ", ", 1, count - 1) .. " " .. (conjunction or "and") .. " " .. tostring(list[count])
end

local function lookup(values, path)
  local value = values
  for key in path:gmatch("[^.]+") do
    if type(value) ~= "table" then
      return nil
    end
    local found = value[key]
    if found == nil and key:find("^%d+$") then
      found = value[math.tointeger(tonumber(key))]
    end
    value = found
  end
  return value
end

--- Puts values in place of "{name}", "{owner.login}" or "{1}"; "{{" and "}}" are the braces themselves. A name without
--- a value is an error.
---@param template string
---@param values table
---@return string
function M.interpolate(template, values)
  local where = "text.interpolate"
  arguments.text(where, "the template", template)
  arguments.table(where, "the values", values)
  local pieces, at = {}, 1
  while true do
    local brace = template:find("[{}]", at)
    pieces[#pieces + 1] = template:sub(at, (brace or #template + 1) - 1)
    if not brace then
      return table.concat(pieces)
    end
    local character = template:sub(brace, brace)
    if template:sub(brace + 1, brace + 1) == character then
      pieces[#pieces + 1], at = character, brace + 2
    else
      local name, after = template:match("^{([^{}]+)}()", brace)
      check(name, where, 'the brace at byte %d has no partner; write "%s" for the character', brace, character:rep(2))
      local value = lookup(values, name)
      check(value ~= nil and not rawequal(value, null), where, "there is no value for {%s}", name)
      check(arguments.has_text(value), where, "the value for {%s} is %s", name, arguments.kind(value))
      pieces[#pieces + 1], at = tostring(value), after
    end
  end
end

--- Whether a text is empty or only white space.
---@param s string
---@return boolean
function M.is_blank(s)
  return not arguments.text("text.is_blank", "the text", s):find("%S")
end

--- A value as `%q` has it, shortened and on one line: for messages.
---@param value any
---@return string
function M.quote(value)
  return quoted(value)
end

return M
