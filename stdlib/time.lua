local host = ...
local arguments = host.standard("_arguments")
local calendar, parsing = host.standard("_time_calendar"), host.standard("_time_parse")
local formats, durations = host.standard("_time_format"), host.standard("_time_duration")
local check, quoted = arguments.check, arguments.quoted

--- Instants and durations. An instant is a number of seconds since 1970-01-01T00:00:00Z. Where a function takes one, it
--- takes a text that `time.parse` reads, too. All is in UTC, unless a zone is given as an offset: "+02:00".
---@class time
local M = {}

---@alias time.Instant number|string

---@class time.Fields
---@field year integer
---@field month integer
---@field day integer
---@field hour integer
---@field minute integer
---@field second integer
---@field fraction number of a second
---@field weekday integer 1 is Monday, 7 Sunday
---@field yearday integer from 1
---@field week integer of ISO 8601
---@field week_year integer the year that the week belongs to
---@field offset integer minutes east of UTC

---@class time.Parts
---@field years? integer
---@field months? integer
---@field weeks? number
---@field days? number
---@field hours? number
---@field minutes? number
---@field seconds? number

---@alias time.Duration number|string|time.Parts seconds, a text such as "90d" or "P1DT2H", or parts

local native_now = host["time.now"] or os.time

--- The time, in seconds since 1970, with a fraction where the host has one.
---@return number
function M.now()
  return native_now()
end

local function exact(number)
  return math.tointeger(number) or number
end

local function zone_of(where, options)
  if options.zone == nil then
    return 0
  end
  local offset, reason = parsing.read_offset(options.zone)
  check(offset, where, "the option zone is %s: %s", quoted(options.zone), reason)
  return offset
end

local forms = {
  iso = function(text, zone) return parsing.iso(text, zone) end,
  rfc3339 = function(text) return parsing.rfc3339(text) end,
  rfc2822 = function(text) return parsing.rfc2822(text) end,
  http = function(text) return parsing.http(text, M.now()) end,
  any = function(text, zone) return parsing.any(text, zone, M.now()) end,
}

local longest = 200 -- bytes of a date: the patterns that read one take their time over long runs of spaces

local function read(text, form, zone)
  if #text > longest then
    return nil, ("it has more than %d characters"):format(longest)
  end
  local at, reason = forms[form](text:match("^%s*(.-)%s*$"), zone)
  return at and exact(at), reason
end

local function open(where, value)
  if type(value) == "number" then
    check(value == value and value > -math.huge and value < math.huge, where, "an instant must be finite, found %s",
      tostring(value))
    return value
  end
  check(type(value) == "string", where, "an instant must be seconds since 1970 or a text such as "
    .. '"2024-02-29T15:04:05Z", found %s', arguments.kind(value))
  local at, reason = read(value, "any", 0)
  check(at, where, "%s is not a date: %s", quoted(value), reason)
  return at
end

--- Reads a text: ISO 8601 (also week dates, ordinal dates, 24:00 and leap seconds), RFC 3339, RFC 2822 and the forms of
--- HTTP, told apart by themselves or named by `form`. An ISO text without an offset is in `zone` (default "Z").
---@param text string
---@param options? { form?: "iso"|"rfc3339"|"rfc2822"|"http", zone?: string }
---@return number
function M.parse(text, options)
  local where = "time.parse"
  arguments.text(where, "the text", text)
  options = arguments.options(where, options, { form = "string", zone = "string" })
  local form = options.form or "any"
  check(forms[form], where, "there is no form %s; there are iso, rfc3339, rfc2822 and http", quoted(form))
  local at, reason = read(text, form, zone_of(where, options))
  check(at, where, "%s is not a date: %s", quoted(text), reason)
  return at
end

--- Whether `time.parse` reads a value.
---@param value any
---@param form? "iso"|"rfc3339"|"rfc2822"|"http"
---@return boolean
function M.is_valid(value, form)
  form = form or "any"
  check(forms[form], "time.is_valid", "there is no form %s; there are iso, rfc3339, rfc2822 and http", quoted(form))
  return type(value) == "string" and read(value, form, 0) ~= nil
end

--- Writes an instant: "iso" (default; also by the name "rfc3339"), "rfc2822", "http", or by directives such as
--- "%Y-%m-%d". `digits` are those of the fraction, for "iso".
---@param at time.Instant
---@param form? string
---@param options? { zone?: string, digits?: integer }
---@return string
function M.format(at, form, options)
  local where = "time.format"
  form = form == nil and "iso" or arguments.text(where, "the form", form)
  options = arguments.options(where, options, { zone = "string", digits = "number" })
  local offset = zone_of(where, options)
  at = open(where, at)
  if form == "http" then
    return formats.by_pattern(where, formats.fields(where, at, 0), "%a, %d %b %Y %H:%M:%S GMT")
  end
  local fields = formats.fields(where, at, offset)
  fields.at = math.floor(at)
  if form == "iso" or form == "rfc3339" then
    local digits = arguments.integer(where, "the option digits", options.digits or 0, 0)
    check(digits <= 6, where, "the option digits must be at most 6, found %d", digits)
    return formats.iso(fields, digits)
  elseif form == "rfc2822" then
    return formats.by_pattern(where, fields, "%a, %d %b %Y %H:%M:%S %z")
  end
  check(form:find("%", 1, true), where, "there is no form %s; there are iso, rfc3339, rfc2822, http and patterns such "
    .. 'as "%%Y-%%m-%%d"', quoted(form))
  return formats.by_pattern(where, fields, form)
end

--- The calendar's numbers of an instant.
---@param at time.Instant
---@param options? { zone?: string }
---@return time.Fields
function M.fields(at, options)
  options = arguments.options("time.fields", options, { zone = "string" })
  return formats.fields("time.fields", open("time.fields", at), zone_of("time.fields", options))
end

--- The instant of a date; what is left out is its start. Numbers that no calendar has are an error.
---@param fields { year: integer, month?: integer, day?: integer, hour?: integer, minute?: integer, second?: number }
---@param options? { zone?: string }
---@return number
function M.from_fields(fields, options)
  local where = "time.from_fields"
  arguments.table(where, "the fields", fields)
  options = arguments.options(where, options, { zone = "string" })
  local year = arguments.integer(where, "the year", fields.year, 0)
  local month = arguments.integer(where, "the month", fields.month or 1, 1)
  check(month <= 12, where, "the month must be from 1 to 12, found %d", month)
  local day, last = arguments.integer(where, "the day", fields.day or 1, 1), calendar.month_length(year, month)
  check(day <= last, where, "the day must be from 1 to %d in %04d-%02d, found %d", last, year, month, day)
  local hour = arguments.integer(where, "the hour", fields.hour or 0, 0)
  local minute = arguments.integer(where, "the minute", fields.minute or 0, 0)
  check(hour <= 23 and minute <= 59, where, "there is no time %02d:%02d", hour, minute)
  local second = fields.second or 0
  check(type(second) == "number" and second >= 0 and second < 60, where, "the second must be a number from 0 to 59")
  return exact(calendar.days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    - zone_of(where, options) * 60)
end

--- Seconds of a duration: "90d", "1h30m", "2 weeks", "P1DT2H", { hours = 5 }. Years and months have no length of their
--- own: they are an error here, and taken by `time.add`.
---@param duration time.Duration
---@return number
function M.seconds(duration)
  local sum = durations.open("time.seconds", duration)
  check(sum.months == 0, "time.seconds", "%s has years or months, which differ in length; give days, or use time.add",
    type(duration) == "string" and quoted(duration) or "the duration")
  return sum.seconds
end

--- Seconds as a text: "1d 2h 3m 4.5s" or, with "iso", "P1DT2H3M4.5S".
---@param seconds number
---@param form? "short"|"iso"
---@return string
function M.format_duration(seconds, form)
  local where = "time.format_duration"
  check(type(seconds) == "number" and seconds == seconds and math.abs(seconds) < 1e15, where,
    "the seconds must be a finite number, found %s", quoted(seconds))
  check(form == nil or form == "short" or form == "iso", where, "there is no form %s; there are short and iso",
    quoted(form))
  return durations.write(seconds, form == "iso")
end

local function add(where, at, sum, sign)
  if sum.months ~= 0 then
    local f = formats.fields(where, at, 0)
    local year, month, day = calendar.add_months(f.year, f.month, f.day, sign * sum.months)
    at = at + (calendar.days(year, month, day) - calendar.days(f.year, f.month, f.day)) * 86400
  end
  return exact(at + sign * sum.seconds)
end

--- The instant after a duration. Months and years go by the calendar, in UTC: a month after 31 January is the last day
--- of February.
---@param at time.Instant
---@param duration time.Duration
---@return number
function M.add(at, duration)
  return add("time.add", open("time.add", at), durations.open("time.add", duration), 1)
end

--- The instant before a duration.
---@param at time.Instant
---@param duration time.Duration
---@return number
function M.subtract(at, duration)
  return add("time.subtract", open("time.subtract", at), durations.open("time.subtract", duration), -1)
end

--- Seconds from one instant to another: positive where the second is later.
---@param from time.Instant
---@param to time.Instant
---@return number
function M.diff(from, to)
  return exact(open("time.diff", to) - open("time.diff", from))
end

--- Seconds since an instant; negative for the future.
---@param at time.Instant
---@return number
function M.age(at)
  return exact(M.now() - open("time.age", at))
end

--- Whole days of 24 hours since an instant, rounded down.
---@param at time.Instant
---@return integer
function M.days_since(at)
  return math.floor((M.now() - open("time.days_since", at)) / 86400)
end

--- Whole days of 24 hours until an instant, rounded down: 0 on the last day, negative once it is over.
---@param at time.Instant
---@return integer
function M.days_until(at)
  return math.floor((open("time.days_until", at) - M.now()) / 86400)
end

--- Whether an instant is longer ago than a duration, such as the last change of a password than "90d".
---@param at time.Instant
---@param duration time.Duration
---@return boolean
function M.is_older_than(at, duration)
  local where = "time.is_older_than"
  return add(where, open(where, at), durations.open(where, duration), 1) < M.now()
end

local starts = {
  minute = function(f) return f.yearday - 1, f.hour, f.minute end,
  hour = function(f) return f.yearday - 1, f.hour, 0 end,
  day = function(f) return f.yearday - 1, 0, 0 end,
  week = function(f) return f.yearday - f.weekday, 0, 0 end,
  month = function(f) return f.yearday - f.day, 0, 0 end,
  year = function() return 0, 0, 0 end,
}

--- The start of the minute, hour, day, week (Monday), month or year that an instant is in.
---@param at time.Instant
---@param unit "minute"|"hour"|"day"|"week"|"month"|"year"
---@param options? { zone?: string }
---@return integer
function M.start_of(at, unit, options)
  local where = "time.start_of"
  options = arguments.options(where, options, { zone = "string" })
  check(starts[unit], where, "there is no unit %s; there are minute, hour, day, week, month and year", quoted(unit))
  local offset = zone_of(where, options)
  local f = formats.fields(where, open(where, at), offset)
  local days, hour, minute = starts[unit](f)
  return (calendar.days(f.year, 1, 1) + days) * 86400 + hour * 3600 + minute * 60 - offset * 60
end

---@param year integer
---@return boolean
function M.is_leap_year(year)
  return calendar.is_leap(arguments.integer("time.is_leap_year", "the year", year, 0))
end

---@param year integer
---@param month integer
---@return integer
function M.days_in_month(year, month)
  year = arguments.integer("time.days_in_month", "the year", year, 0)
  month = arguments.integer("time.days_in_month", "the month", month, 1)
  check(month <= 12, "time.days_in_month", "the month must be from 1 to 12, found %d", month)
  return calendar.month_length(year, month)
end

return M
