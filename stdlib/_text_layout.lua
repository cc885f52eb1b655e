local host = ...
local arguments = host.standard("_arguments")
local check, kind = arguments.check, arguments.kind
local null = host.json.null

--- The part of `text` that lays texts out: padding, wrapping, tables.
local M = {}

--- Characters of UTF-8; bytes where it is none.
local function width(s)
  return utf8.len(s) or #s
end

--- How many characters a text has.
---@param s string
---@return integer
function M.length(s)
  return width(arguments.text("text.length", "the text", s))
end

--- The first `count` characters.
local function head(s, count)
  local stop = utf8.len(s) and utf8.offset(s, count + 1) or count + 1
  return s:sub(1, stop - 1)
end

local function padding(where, s, size, fill)
  arguments.text(where, "the text", s)
  size = arguments.integer(where, "the width", size, 0)
  fill = fill == nil and " " or arguments.text(where, "the filler", fill)
  check(width(fill) == 1, where, "the filler must be one character, found %s", arguments.quoted(fill))
  check(size <= 100000, where, "the width must be at most 100000, found %d", size)
  return fill, math.max(0, size - width(s))
end

--- Fills up at the start: numbers are aligned so.
---@param s string
---@param size integer in characters
---@param fill? string one character (default a space)
---@return string
function M.pad_start(s, size, fill)
  local filler, missing = padding("text.pad_start", s, size, fill)
  return filler:rep(missing) .. s
end

--- Fills up at the end.
---@param s string
---@param size integer in characters
---@param fill? string one character (default a space)
---@return string
function M.pad_end(s, size, fill)
  local filler, missing = padding("text.pad_end", s, size, fill)
  return s .. filler:rep(missing)
end

--- Fills up on both sides, the end first.
---@param s string
---@param size integer in characters
---@param fill? string one character (default a space)
---@return string
function M.center(s, size, fill)
  local filler, missing = padding("text.center", s, size, fill)
  return filler:rep(missing // 2) .. s .. filler:rep(missing - missing // 2)
end

--- A text of at most `size` characters: what is too long is cut, and ends with the mark.
---@param s string
---@param size integer in characters, the mark included
---@param mark? string default "…"
---@return string
function M.truncate(s, size, mark)
  local where = "text.truncate"
  arguments.text(where, "the text", s)
  size = arguments.integer(where, "the width", size, 0)
  mark = mark == nil and "…" or arguments.text(where, "the mark", mark)
  if width(s) <= size then
    return s
  elseif width(mark) >= size then
    return head(mark, size)
  end
  return head(s, size - width(mark)) .. mark
end

--- Breaks lines at spaces so that none has more than `size` characters; a longer word stands alone. Line breaks in the
--- text stay.
---@param s string
---@param size integer in characters
---@return string
function M.wrap(s, size)
  local where = "text.wrap"
  arguments.text(where, "the text", s)
  size = arguments.integer(where, "the width", size, 1)
  local lines = {}
  for line in (s .. "\n"):gmatch("(.-)\r?\n") do
    local current, used = {}, 0
    for word in line:gmatch("%S+") do
      local length = width(word)
      if #current > 0 and used + 1 + length > size then
        lines[#lines + 1] = table.concat(current, " ")
        current, used = {}, 0
      end
      used = used + length + (#current > 0 and 1 or 0)
      current[#current + 1] = word
    end
    lines[#lines + 1] = table.concat(current, " ")
  end
  return table.concat(lines, "\n")
end

--- Puts a prefix before each line that is not empty.
---@param s string
---@param prefix string|integer a text, or how many spaces
---@return string
function M.indent(s, prefix)
  local where = "text.indent"
  arguments.text(where, "the text", s)
  if type(prefix) == "number" then
    prefix = (" "):rep(arguments.integer(where, "the prefix", prefix, 0))
  end
  arguments.text(where, "the prefix", prefix)
  local lines = {}
  for line, ending in s:gmatch("([^\n]*)(\n?)") do
    lines[#lines + 1] = (line:find("[^\r]") and prefix or "") .. line .. ending
  end
  return table.concat(lines)
end

--- Takes away the white space that all lines start with, an empty first line and a blank last one: for long texts in
--- the midst of code.
---@param s string
---@return string
function M.dedent(s)
  arguments.text("text.dedent", "the text", s)
  s = s:gsub("^[ \t]*\r?\n", "")
  local common
  for line in s:gmatch("[^\n]+") do
    local margin = line:match("^[ \t]*")
    if line:find("[^ \t\r]") then
      local length = common and math.min(#common, #margin) or #margin
      while common and length > 0 and common:sub(1, length) ~= margin:sub(1, length) do
        length = length - 1
      end
      common = margin:sub(1, length)
    end
  end
  local lines, size = {}, #(common or "")
  for line, ending in s:gmatch("([^\n]*)(\n?)") do
    lines[#lines + 1] = (line:find("[^ \t\r]") and line:sub(size + 1) or line:gsub("[ \t]", "")) .. ending
  end
  return table.concat(lines)
end

local function cell(value, row, column)
  if value == nil or rawequal(value, null) then
    return ""
  end
  check(arguments.has_text(value), "text.table", "row %d, column %s: a cell must be a single value, found %s", row,
    arguments.quoted(column), kind(value))
  return (tostring(value):gsub("%s+", " "))
end

local function table_line(cells, widths, right)
  local parts = {}
  for index = 1, #widths do
    local text = cells[index]
    local gap = (" "):rep(widths[index] - width(text))
    parts[index] = right[index] and gap .. text or text .. gap
  end
  return table.concat(parts, "  "):match("^.*[^ ]") or ""
end

--- Rows in columns that are as wide as they must be, under a header with a line. Columns of numbers are aligned at the
--- right.
---@param rows table[] by name
---@param columns string[] the names, in order
---@return string
function M.table(rows, columns)
  local where = "text.table"
  arguments.list(where, "the rows", rows)
  arguments.list(where, "the columns", columns)
  local widths, right, lines, header, rule = {}, {}, {}, {}, {}
  for index = 1, #columns do
    header[index] = arguments.text(where, "column " .. index, columns[index])
    widths[index], right[index] = width(header[index]), #rows > 0
  end
  for row = 1, #rows do
    arguments.table(where, "row " .. row, rows[row])
    lines[row] = {}
    for index = 1, #columns do
      local value = rows[row][columns[index]]
      lines[row][index] = cell(value, row, columns[index])
      widths[index] = math.max(widths[index], width(lines[row][index]))
      right[index] = right[index] and (type(value) == "number" or lines[row][index] == "")
    end
  end
  for row, cells in ipairs(lines) do
    lines[row] = table_line(cells, widths, right)
  end
  for index, size in ipairs(widths) do
    rule[index] = ("-"):rep(size)
  end
  table.insert(lines, 1, table_line(header, widths, right))
  table.insert(lines, 2, table_line(rule, widths, right))
  return table.concat(lines, "\n")
end

return M
