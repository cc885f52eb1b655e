local host = ...
local arguments = host.standard("_arguments")
local calendar = host.standard("_time_calendar")
local check, quoted = arguments.check, arguments.quoted

--- Instants as fields and as texts, in English, whatever the locale and the time zone of the machine.
local M = {}

--- The first instants of the years 0 and 10000: texts have four digits for a year.
local least, most = calendar.days(0, 1, 1) * 86400, calendar.days(10000, 1, 1) * 86400

---@param where string
---@param at number
---@param offset integer in minutes
---@return time.Fields
function M.fields(where, at, offset)
  local here = at + offset * 60
  check(here >= least and here < most, where, "the instant %s is not in the years 0 to 9999; it must be in seconds "
    .. "since 1970, not in milliseconds", tostring(at))
  local whole = math.floor(here)
  local days, of_day = whole // 86400, whole % 86400
  local year, month, day = calendar.date(days)
  local week_year, week = calendar.week(days)
  return {
    year = year, month = month, day = day, hour = of_day // 3600, minute = of_day % 3600 // 60, second = of_day % 60,
    fraction = here - whole, weekday = calendar.weekday(days), yearday = days - calendar.days(year, 1, 1) + 1,
    week = week, week_year = week_year, offset = offset,
  }
end

function M.offset_text(offset, colon)
  local size = math.abs(offset)
  return ("%s%02d%s%02d"):format(offset < 0 and "-" or "+", size // 60, colon, size % 60)
end

local function day_name(f)
  return calendar.day_names[f.weekday]
end

local function month_name(f)
  return calendar.month_names[f.month]
end

local function number(format, name)
  return function(f)
    return format:format(f[name])
  end
end

--- The fraction in microseconds. An instant of today has a grain of a quarter of one, so that .123 is .12299995: it is
--- rounded there, and cut after it.
local function microseconds(f)
  return math.min(math.floor(f.fraction * 1000000 + 0.5), 999999)
end

local directives = {
  Y = number("%04d", "year"), m = number("%02d", "month"), d = number("%02d", "day"), H = number("%02d", "hour"),
  M = number("%02d", "minute"), S = number("%02d", "second"), j = number("%03d", "yearday"), e = number("%2d", "day"),
  u = number("%d", "weekday"), V = number("%02d", "week"), G = number("%04d", "week_year"),
  A = day_name, B = month_name,
  a = function(f) return day_name(f):sub(1, 3) end,
  b = function(f) return month_name(f):sub(1, 3) end,
  y = function(f) return ("%02d"):format(f.year % 100) end,
  I = function(f) return ("%02d"):format((f.hour + 11) % 12 + 1) end,
  p = function(f) return f.hour < 12 and "AM" or "PM" end,
  L = function(f) return ("%03d"):format(microseconds(f) // 1000) end,
  f = function(f) return ("%06d"):format(microseconds(f)) end,
  z = function(f) return M.offset_text(f.offset, "") end,
  s = function(f) return ("%d"):format(f.at) end,
  ["%"] = function() return "%" end,
}
directives.F = function(f) return ("%04d-%02d-%02d"):format(f.year, f.month, f.day) end
directives.T = function(f) return ("%02d:%02d:%02d"):format(f.hour, f.minute, f.second) end

--- By directives such as %Y, as strftime has them.
---@param where string
---@param f time.Fields
---@param pattern string
---@return string
function M.by_pattern(where, f, pattern)
  return (pattern:gsub("%%(.?)", function(letter)
    local directive = directives[letter]
    check(directive, where, "there is no directive %s; there are %%Y %%m %%d %%H %%M %%S %%L %%f %%j %%F %%T %%a %%A "
      .. "%%b %%B %%y %%e %%I %%p %%u %%V %%G %%z %%s %%%%", quoted("%" .. letter))
    return directive(f)
  end))
end

--- ISO 8601 and RFC 3339, with so many digits of the fraction, which is cut to them.
function M.iso(f, digits)
  local fraction = ""
  if digits > 0 then
    fraction = "." .. ("%06d"):format(microseconds(f)):sub(1, digits)
  end
  local zone = f.offset == 0 and "Z" or M.offset_text(f.offset, ":")
  return directives.F(f) .. "T" .. directives.T(f) .. fraction .. zone
end

return M
