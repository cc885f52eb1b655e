local host = ...
local arguments = host.standard("_arguments")
local check, quoted, kind = arguments.check, arguments.quoted, arguments.kind
local null, array = host.json.null, host.json.array

--- CSV (RFC 4180), and its relatives with another delimiter.
---@class csv
local M = {}

---@class csv.DecodeOptions
---@field header? boolean|string[] rows are tables by name: true: the first row has the names; a list: these are they
---@field delimiter? string one character (default ",")
---@field ragged? boolean rows may be shorter or longer than the first one; by name, shorter only (default false)

---@class csv.EncodeOptions
---@field header? string[] the names of the columns: written as the first row, and rows are tables by name
---@field delimiter? string one character (default ",")
---@field newline? string "\r\n" (default, as the RFC has it) or "\n"
---@field escape_formulas? boolean puts ' before texts that a spreadsheet may run: those that begin with = + - @ tab CR

local function read_delimiter(where, options)
  local delimiter = options.delimiter or ","
  check(#delimiter == 1 and not delimiter:find('[%w"\r\n]'), where,
    "the delimiter must be one character, no letter, digit, quote or line break, found %s", quoted(delimiter))
  return delimiter
end

---@class csv.Reader
---@field text string
---@field at integer the next byte
---@field line integer
---@field line_start integer the first byte of the line
---@field stop string a pattern that finds the end of a bare field
---@field delimiter string
---@field where string
local Reader = {}
Reader.__index = Reader

function Reader:fault(at, text, ...)
  host.raise(("%s: invalid CSV at line %d, column %d: "):format(self.where, self.line, at - self.line_start + 1)
    .. text:format(...))
end

--- A field in quotes, whose opening one is at `at`.
function Reader:quoted_field()
  local text, pieces, from = self.text, nil, self.at + 1
  local at = from
  while true do
    local quote = text:find('"', at, true)
    if not quote then
      self:fault(self.at, "the quote that opens here is never closed")
    elseif text:byte(quote + 1) == 34 then
      pieces = pieces or {}
      pieces[#pieces + 1] = text:sub(from, quote)
      from, at = quote + 2, quote + 2
    else
      local last = text:sub(from, quote - 1)
      self.at = quote + 1
      if pieces then
        pieces[#pieces + 1] = last
        return table.concat(pieces)
      end
      return last
    end
  end
end

--- Line breaks inside of a field count as lines, too.
function Reader:count_lines(first, last)
  local at = self.text:find("\n", first, true)
  while at and at <= last do
    self.line, self.line_start = self.line + 1, at + 1
    at = self.text:find("\n", at + 1, true)
  end
end

--- One field, and whether it was the last of its row. Leaves `at` behind what ends it.
function Reader:field()
  local text, first = self.text, self.at
  local value
  if text:byte(first) == 34 then
    value = self:quoted_field()
    if value:find("\n", 1, true) then
      self:count_lines(first, self.at - 1)
    end
  else
    local stop = text:find(self.stop, first) or #text + 1
    value, self.at = text:sub(first, stop - 1), stop
  end
  local ending = text:sub(self.at, self.at)
  if ending == self.delimiter then
    self.at = self.at + 1
    return value, false
  elseif ending == "" then
    return value, true
  elseif ending == "\n" or text:find("^\r\n", self.at) then
    self.at = self.at + (ending == "\n" and 1 or 2)
    return value, true
  elseif ending == "\r" then
    self:fault(self.at, "a carriage return without a line feed; a field that holds one must be in quotes")
  elseif ending == '"' then
    self:fault(self.at, "a quote inside of a bare field; put the field in quotes and double the quote")
  end
  self:fault(self.at, "%s after the closing quote, where a delimiter or the end of the line must be", quoted(ending))
end

--- The next row and its line; nil at the end. Empty lines are left out.
function Reader:row()
  local text = self.text
  while true do
    local _, blank = text:find("^\r?\n", self.at)
    if not blank then
      break
    end
    self.at, self.line, self.line_start = blank + 1, self.line + 1, blank + 1
  end
  if self.at > #text then
    return nil
  end
  local row, count, line = array {}, 0, self.line
  local last
  repeat
    count = count + 1
    row[count], last = self:field()
  until last
  self.line, self.line_start = self.line + (self.at > 1 and text:byte(self.at - 1) == 10 and 1 or 0), self.at
  return row, line
end

local function open(where, text, options)
  arguments.text(where, "the text", text)
  local delimiter = read_delimiter(where, options)
  local at = text:find("^\xEF\xBB\xBF") and 4 or 1
  return setmetatable({
    text = text, at = at, line = 1, line_start = at, where = where, delimiter = delimiter,
    stop = '[\r\n"%' .. delimiter .. "]",
  }, Reader)
end

local function check_names(where, names)
  local seen = {}
  for index = 1, #names do
    local name = arguments.text(where, "name " .. index .. " of the header", names[index])
    check(not seen[name], where, "the name %s stands twice in the header, in columns %d and %d", quoted(name),
      seen[name], index)
    seen[name] = index
  end
end

local function by_name(names, row)
  local named = {}
  for index = 1, #row do
    named[names[index]] = row[index]
  end
  return named
end

local function check_width(where, row, line, width, ragged, names)
  local count = #row
  if count == width or ragged and (not names or count < width) then
    return
  end
  host.raise(("%s: invalid CSV at line %d: %d field%s where %s has %d%s"):format(where, line, count,
    count == 1 and "" or "s", names and "the header" or "the first row", width,
    not ragged and "; pass { ragged = true } to allow it" or ""))
end

local function rows_of(where, text, options)
  options = arguments.options(where, options, { header = "any", delimiter = "string", ragged = "boolean" })
  local header, ragged = options.header, options.ragged
  check(header == nil or type(header) == "boolean" or type(header) == "table", where,
    "the option header must be true or a list of names, found %s", kind(header))
  local reader, width = open(where, text, options), nil
  local names = type(header) == "table" and header or header and (reader:row() or {}) or nil
  if names then
    check_names(where, names)
    width = #names
  end
  return function()
    local row, line = reader:row()
    if not row then
      return nil
    end
    width = width or #row
    check_width(where, row, line, width, ragged, names)
    return names and by_name(names, row) or row, line
  end
end

--- Iterates over the rows of a text, one at a time, with the line on which each begins.
---@param text string
---@param options? csv.DecodeOptions
---@return fun(): string[]|table<string, string>|nil, integer?
function M.rows(text, options)
  return rows_of("csv.rows", text, options)
end

--- All rows of a text: lists of fields or, with `header`, tables by name. Line breaks are CRLF or LF; a byte order mark
--- and empty lines are skipped; spaces are kept. What is not CSV is an error that names the line.
---@param text string
---@param options? csv.DecodeOptions
---@return string[][]|table<string, string>[]
function M.decode(text, options)
  local rows = array {}
  for row in rows_of("csv.decode", text, options) do
    rows[#rows + 1] = row
  end
  return rows
end

local function cell_text(value, row, column, needs_quotes, escape)
  if value == nil or rawequal(value, null) then
    return ""
  end
  local text = value
  if type(value) == "number" or type(value) == "boolean" then
    return tostring(value)
  end
  check(type(value) == "string", "csv.encode",
    "row %d, column %s: a cell must be a string, a number, a boolean or nil, found %s", row, quoted(column),
    kind(value))
  if escape and text:find("^[=+%-@\t\r]") then
    text = "'" .. text
  end
  if text:find(needs_quotes) then
    text = '"' .. text:gsub('"', '""') .. '"'
  end
  return text
end

local function encoded_row(cells, style, where_row, names)
  local parts = {}
  for index = 1, names and #names or #cells do
    local column = names and names[index] or index
    parts[index] = cell_text(cells[column], where_row, column, style.needs_quotes, style.escape)
  end
  local line = table.concat(parts, style.delimiter)
  return line == "" and '""' or line -- an empty line would be no row
end

--- A text from rows, each ended by a line break: lists of cells or, with `header`, tables by name. Cells are strings,
--- numbers and booleans; nil and json.null are empty.
---@param rows any[][]|table<string, any>[]
---@param options? csv.EncodeOptions
---@return string
function M.encode(rows, options)
  local where = "csv.encode"
  arguments.list(where, "the rows", rows)
  options = arguments.options(where, options,
    { header = "table", delimiter = "string", newline = "string", escape_formulas = "boolean" })
  local newline, names = options.newline or "\r\n", options.header
  check(newline == "\r\n" or newline == "\n", where, 'the option newline must be "\\r\\n" or "\\n", found %s',
    quoted(newline))
  local delimiter = read_delimiter(where, options)
  local style = {
    delimiter = delimiter, needs_quotes = '[\r\n"%' .. delimiter .. "]", escape = options.escape_formulas,
  }
  local lines = {}
  if names then
    check_names(where, names)
    lines[1] = encoded_row(names, style, 0)
  end
  for index = 1, #rows do
    arguments.table(where, "row " .. index, rows[index])
    lines[#lines + 1] = encoded_row(rows[index], style, index, names)
  end
  return #lines > 0 and table.concat(lines, newline) .. newline or ""
end

return M
