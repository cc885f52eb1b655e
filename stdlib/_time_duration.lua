local host = ...
local arguments = host.standard("_arguments")
local check, quoted = arguments.check, arguments.quoted

--- Durations: months, whose length depends on where they are, and seconds.
local M = {}

local units = { -- name -> months, seconds
  y = { 12, 0 }, year = { 12, 0 }, mo = { 1, 0 }, month = { 1, 0 }, w = { 0, 604800 }, week = { 0, 604800 },
  d = { 0, 86400 }, day = { 0, 86400 }, h = { 0, 3600 }, hr = { 0, 3600 }, hour = { 0, 3600 }, m = { 0, 60 },
  min = { 0, 60 }, minute = { 0, 60 }, s = { 0, 1 }, sec = { 0, 1 }, second = { 0, 1 }, ms = { 0, 0.001 },
}

local fields = {
  years = { 12, 0 }, months = { 1, 0 }, weeks = { 0, 604800 }, days = { 0, 86400 }, hours = { 0, 3600 },
  minutes = { 0, 60 }, seconds = { 0, 1 },
}

local date_units, clock_units = "YMWD", "HMS"
local letters = { Y = "y", W = "w", D = "d", H = "h", S = "s" }

local function whole(number)
  return math.tointeger(number) or number
end

local function add(sum, number, unit)
  if unit[1] > 0 and not math.tointeger(number) then
    return nil, "years and months must be whole"
  end
  sum.months = sum.months + whole(number * unit[1])
  sum.seconds = sum.seconds + whole(number * unit[2])
  return true
end

--- "P1Y2M3DT4H5M6.7S", "P2W" (ISO 8601): each unit at most once, in their order.
local function read_iso(text)
  local date, clock = text:match("^P([^T]*)T(.+)$")
  date = date or text:match("^P([^T]+)$")
  if not date then
    return nil, "ISO 8601 has the form P1DT2H30M"
  end
  local sum = { months = 0, seconds = 0 }
  for index, part in ipairs { date, clock } do
    local order, last, at = index == 1 and date_units or clock_units, 0, 1
    while at <= #part do
      local number, letter, next_at = part:match("^(%d+[.,]?%d*)(%u)()", at)
      local rank = letter and order:find(letter, 1, true)
      if not rank or rank <= last or (number:find("[.,]") and (next_at <= #part or index == 1 and clock)) then
        return nil, "ISO 8601 has years, months, weeks, days, then T, hours, minutes, seconds; the last may have a "
          .. "fraction"
      end
      local unit = units[letter == "M" and (index == 1 and "mo" or "m") or letters[letter]]
      local added, reason = add(sum, tonumber((number:gsub(",", "."))), unit)
      if not added then
        return nil, reason
      end
      last, at = rank, next_at
    end
  end
  return sum
end

--- "90d", "1h30m", "1.5 hours", "2 weeks 3 days".
local function read_words(text)
  local sum, at, seen = { months = 0, seconds = 0 }, 1, {}
  while at <= #text do
    local number, name, next_at = text:match("^%s*(%d+%.?%d*)%s*(%a+)%s*,?()", at)
    local unit = name and (units[name] or units[name:lower():gsub("s$", "")] or units[name:lower()])
    if not unit then
      return nil, 'write numbers with units, such as "90d", "1h30m", "2 weeks" or "P1DT2H"'
    end
    local size = unit[1] .. " " .. unit[2] -- "d" and "days" are the same
    if seen[size] then
      return nil, ("the unit %s stands twice"):format(quoted(name))
    end
    seen[size] = true
    local added, reason = add(sum, tonumber(number), unit)
    if not added then
      return nil, reason
    end
    at = next_at
  end
  return sum
end

---@param text string
---@return { months: integer, seconds: number }?
---@return string? reason
function M.read(text)
  if #text > 200 then
    return nil, "it has more than 200 characters"
  end
  local sign, rest = text:match("^%s*([+-]?)%s*(.-)%s*$")
  local sum, reason
  if rest == "" then
    return nil, "it is empty"
  elseif rest:find("^P") then
    sum, reason = read_iso(rest)
  else
    sum, reason = read_words(rest)
  end
  if sum and sign == "-" then
    sum.months, sum.seconds = -sum.months, -sum.seconds
  end
  return sum, reason
end

--- A duration from what a script gave: seconds, a text or a table such as { days = 2 }.
---@param where string
---@param value number|string|table<string, number>
---@return { months: integer, seconds: number }
function M.open(where, value)
  if type(value) == "number" then
    return { months = 0, seconds = value }
  elseif type(value) == "string" then
    local sum, reason = M.read(value)
    check(sum, where, "%s is not a duration: %s", quoted(value), reason)
    return sum
  end
  check(type(value) == "table", where, "a duration must be a number of seconds, a text such as \"90d\" or a table such "
    .. "as { days = 90 }, found %s", arguments.kind(value))
  local sum = { months = 0, seconds = 0 }
  for name, number in pairs(value) do
    check(fields[name], where, "a duration has no %s; it has years, months, weeks, days, hours, minutes, seconds",
      quoted(name))
    check(type(number) == "number", where, "%s of a duration must be a number, found %s", name, arguments.kind(number))
    local added, reason = add(sum, number, fields[name])
    check(added, where, "%s", reason)
  end
  return sum
end

local steps = { { "d", "D", 86400 }, { "h", "H", 3600 }, { "m", "M", 60 } }

local function number_text(number)
  local integer = math.tointeger(number)
  return integer and ("%d"):format(integer) or (("%.3f"):format(number):gsub("0+$", ""):gsub("%.$", ""))
end

--- "1d 2h 3m 4s" or, as ISO 8601, "P1DT2H3M4S"; to the millisecond.
---@param seconds number
---@param as_iso boolean
---@return string
function M.write(seconds, as_iso)
  local sign = seconds < 0 and "-" or ""
  local rest = math.floor(math.abs(seconds) * 1000 + 0.5)
  local parts = {}
  for index, step in ipairs(steps) do
    local unit = step[3] * 1000
    local count = rest // unit
    rest = rest - count * unit
    if count > 0 then
      parts[#parts + 1] = (as_iso and index > 1 and not parts.t and "T" or "") .. number_text(count)
        .. step[as_iso and 2 or 1]
      parts.t = parts.t or index > 1
    end
  end
  if rest > 0 or #parts == 0 then
    parts[#parts + 1] = (as_iso and not parts.t and "T" or "") .. number_text(rest / 1000) .. (as_iso and "S" or "s")
  end
  return sign .. (as_iso and "P" or "") .. table.concat(parts, as_iso and "" or " ")
end

return M
