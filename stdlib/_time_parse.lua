local host = ...
local arguments = host.standard("_arguments")
local calendar = host.standard("_time_calendar")

--- Texts to instants: ISO 8601, RFC 3339, RFC 2822 with its obsolete forms, and the three of HTTP (RFC 9110 §5.6.7).
--- Readers give nil and a reason where a text is not of their form.
local M = {}

local month_of, is_day_name = {}, {}
for index, name in ipairs(calendar.month_names) do
  month_of[name:sub(1, 3):lower()] = index
end
for _, name in ipairs(calendar.day_names) do
  is_day_name[name:sub(1, 3):lower()], is_day_name[name:lower()] = true, true
end

local zones = { -- RFC 2822 §4.3; military letters and unknown names say nothing about the offset
  ut = 0, utc = 0, gmt = 0, z = 0, est = -300, edt = -240, cst = -360, cdt = -300, mst = -420, mdt = -360, pst = -480,
  pdt = -420,
}

--- The day of a date, or nil and which number is wrong.
local function day_of(year, month, day)
  if month < 1 or month > 12 then
    return nil, ("there is no month %02d"):format(month)
  elseif day < 1 or day > calendar.month_length(year, month) then
    return nil, ("%04d-%02d has no day %02d"):format(year, month, day)
  end
  return calendar.days(year, month, day)
end

--- An instant from a day and the time in it. Second 60 is a leap second, which only the end of a day in UTC can have.
local function instant(days, hour, minute, second, offset)
  if hour > 24 or hour == 24 and (minute > 0 or second > 0) then
    return nil, ("there is no hour %02d; a day ends at 24:00:00"):format(hour)
  elseif minute > 59 then
    return nil, ("there is no minute %02d"):format(minute)
  elseif second >= 61 then
    return nil, ("there is no second %02d"):format(math.floor(second))
  end
  local at = days * 86400 + hour * 3600 + minute * 60 - offset * 60
  if second >= 60 and (at + 60) % 86400 ~= 0 then
    return nil, "second 60 is a leap second, which stands at 23:59:60 UTC only"
  end
  return at + second
end

local function read_date(text)
  local a, b, c = text:match("^(%d%d%d%d)%-?(%d%d)%-?(%d%d)$")
  if a and (#text == 10 or #text == 8) then
    return day_of(tonumber(a), tonumber(b), tonumber(c))
  end
  a, b, c = text:match("^(%d%d%d%d)%-?[Ww](%d%d)%-?(%d?)$")
  if a and text:sub(-1) ~= "-" then
    local year, week, day = tonumber(a), tonumber(b), tonumber(c) or 1
    if week < 1 or week > calendar.weeks_in(year) then
      return nil, ("%04d has no week %02d"):format(year, week)
    elseif day < 1 or day > 7 then
      return nil, ("a week has no day %d"):format(day)
    end
    return calendar.week_one(year) + (week - 1) * 7 + day - 1
  end
  a, b = text:match("^(%d%d%d%d)%-?(%d%d%d)$")
  if a then
    local year, day = tonumber(a), tonumber(b)
    if day < 1 or day > (calendar.is_leap(year) and 366 or 365) then
      return nil, ("%04d has no day %03d"):format(year, day)
    end
    return calendar.days(year, 1, 1) + day - 1
  end
  a, b = text:match("^(%d%d%d%d)%-(%d%d)$")
  if not a then
    a, b = text:match("^(%d%d%d%d)$"), "01"
  end
  if a then
    return day_of(tonumber(a), tonumber(b), 1)
  end
  return nil, "it does not begin with a date such as 2024-02-29"
end

--- The offset in minutes: "Z", "+hh:mm", "+hhmm", "+hh".
local function read_offset(text)
  if text == "Z" or text == "z" or text == "UTC" or text == "GMT" then
    return 0
  end
  local sign, hours, minutes = text:match("^([+-])(%d%d):?(%d?%d?)$")
  if not sign or #minutes == 1 or text:sub(-1) == ":" then
    return nil, "the zone must be Z or an offset such as +02:00"
  end
  hours, minutes = tonumber(hours), tonumber(minutes) or 0
  if hours > 23 or minutes > 59 then
    return nil, "an offset is less than a day, with less than 60 minutes"
  end
  return (sign == "-" and -1 or 1) * (hours * 60 + minutes)
end
M.read_offset = read_offset

--- Digits after the point, as a number; nil where all are zero, so that whole seconds stay integers.
local function fraction_of(digits)
  return digits:find("[1-9]") and tonumber("0." .. digits) or nil
end

--- Hour, minute, second of "hh:mm:ss.fff", "hhmmss", "hh:mm", "hhmm", "hh"; the last one may have a fraction.
local function read_clock(text)
  local whole, digits = text:match("^([%d:]+)[.,](%d+)$")
  whole = whole or text
  local hour, minute, second = whole:match("^(%d%d):?(%d%d):?(%d%d)$")
  if not hour then
    hour, minute = whole:match("^(%d%d):?(%d%d)$")
  end
  hour = hour or whole:match("^%d%d$")
  if not hour then
    return nil, "the time must be like 15:04:05"
  end
  local unit = second and 1 or minute and 60 or 3600
  local extra = digits and fraction_of(digits)
  local seconds = tonumber(second or 0) + (extra and extra * unit or 0)
  local minutes = tonumber(minute or 0)
  if not second then
    minutes, seconds = minutes + math.floor(seconds) // 60, seconds % 60
  end
  return tonumber(hour), minutes, seconds
end

---@param text string
---@param zone integer the offset in minutes where the text has none
---@return number?
---@return string? reason
function M.iso(text, zone)
  local date, rest = text:match("^([%d]%d%d%d[%dWw-]*)[Tt ](.+)$")
  local days, reason = read_date(date or text)
  if not days then
    return nil, reason
  elseif not date then
    return days * 86400 - zone * 60
  end
  local clock, zone_text = rest:match("^([%d:.,]+) ?(.*)$")
  if not clock then
    return nil, "the time must be like 15:04:05"
  end
  local hour, minute, second = read_clock(clock)
  if not hour then
    return nil, minute
  end
  local offset = zone
  if zone_text ~= "" then
    offset, reason = read_offset(zone_text)
    if not offset then
      return nil, reason
    end
  end
  return instant(days, hour, minute, second, offset)
end

---@param text string
---@return number?
---@return string? reason
function M.rfc3339(text)
  if not text:find("^%d%d%d%d%-%d%d%-%d%d[Tt ]%d%d:%d%d:%d%d%.?%d*[Zz+-]") or text:find("%.%D")
    or not text:find("[Zz]$") and not text:find("[+-]%d%d:%d%d$") then
    return nil, "RFC 3339 has the form 2024-02-29T15:04:05Z, with a fraction or an offset such as +02:00 where needed"
  elseif text:find("^.-[Tt ]24") then
    return nil, "there is no hour 24"
  end
  return M.iso(text, 0)
end

local mail_form = "RFC 2822 has the form Thu, 29 Feb 2024 15:04:05 +0000"

--- Comments in parentheses may nest (RFC 2822 §3.2.3).
local function without_comments(text)
  local depth, kept = 0, {}
  for piece in text:gmatch("[()]?[^()]*") do
    local mark = piece:sub(1, 1)
    depth = depth + (mark == "(" and 1 or mark == ")" and -1 or 0)
    if depth < 0 then
      return nil
    elseif depth == 0 then
      kept[#kept + 1] = mark == ")" and " " .. piece:sub(2) or piece
    end
  end
  return depth == 0 and table.concat(kept) or nil
end

local function mail_offset(text)
  local sign, hours, minutes = text:match("^([+-])(%d%d)(%d%d)$")
  if sign then
    if tonumber(minutes) > 59 then
      return nil
    end
    return (sign == "-" and -1 or 1) * (tonumber(hours) * 60 + tonumber(minutes))
  end
  return zones[text:lower()] or text:find("^%a+$") and 0 or nil
end

--- Years of two digits: RFC 2822 §4.3.
local function full_year(text)
  local year = tonumber(text)
  return #text == 2 and year + (year < 50 and 2000 or 1900) or #text == 3 and year + 1900 or year
end

local function built(day, month, year, hour, minute, second, offset)
  local number = month_of[month:lower()]
  if not number then
    return nil, ("there is no month %s"):format(arguments.quoted(month))
  end
  local days, reason = day_of(year, number, tonumber(day))
  if not days then
    return nil, reason
  elseif tonumber(hour) > 23 then
    return nil, ("there is no hour %s"):format(hour)
  end
  return instant(days, tonumber(hour), tonumber(minute), tonumber(second or "0"), offset)
end

---@param text string
---@return number?
---@return string? reason
function M.rfc2822(text)
  local bare = without_comments(text)
  if not bare then
    return nil, "a comment in parentheses is not closed"
  end
  local name, rest = bare:match("^%s*(%a+)%s*,(.*)$")
  if name and not is_day_name[name:lower()] then
    return nil, ("there is no day %s"):format(arguments.quoted(name))
  end
  local day, month, year, clock, zone =
    (rest or bare):match("^%s*(%d%d?)%s+(%a+)%s+(%d%d%d?%d?)%s+([%d%s:]-)%s+([+-]?%w+)%s*$")
  if not day then
    return nil, mail_form
  end
  clock = clock:gsub("%s+", "")
  local hour, minute, second = clock:match("^(%d%d):(%d%d):(%d%d)$")
  if not hour then
    hour, minute = clock:match("^(%d%d):(%d%d)$")
  end
  local offset = mail_offset(zone)
  if not hour or not offset then
    return nil, mail_form
  end
  return built(day, month, full_year(year), hour, minute, second, offset)
end

---@param text string
---@param now number decides the century of RFC 850's years of two digits
---@return number?
---@return string? reason
function M.http(text, now)
  local name, day, month, year, hour, minute, second =
    text:match("^(%a%a%a), (%d%d) (%a%a%a) (%d%d%d%d) (%d%d):(%d%d):(%d%d) GMT$")
  if not name then
    name, day, month, year, hour, minute, second =
      text:match("^(%a+day), (%d%d)%-(%a%a%a)%-(%d%d) (%d%d):(%d%d):(%d%d) GMT$")
    if name then -- more than 50 years ahead means the past
      local this_year = calendar.date(math.floor(now) // 86400)
      local full = this_year - this_year % 100 + tonumber(year)
      year = full > this_year + 50 and full - 100 or full
    end
  end
  if not name then
    name, month, day, hour, minute, second, year =
      text:match("^(%a%a%a) (%a%a%a) ([%d ]%d) (%d%d):(%d%d):(%d%d) (%d%d%d%d)$")
  end
  if not name or not is_day_name[name:lower()] then
    return nil, "HTTP has the form Thu, 29 Feb 2024 15:04:05 GMT"
  end
  return built(day, month, tonumber(year), hour, minute, second, 0)
end

--- Any of them, told by how the text begins.
---@param text string
---@param zone integer
---@param now number
---@return number?
---@return string? reason
function M.any(text, zone, now)
  if text:find("^%d%d%d%d") then
    return M.iso(text, zone)
  end
  local at, reason = M.http(text, now)
  if not at then
    at, reason = M.rfc2822(text)
  end
  if reason == mail_form then
    reason = "it is neither ISO 8601 (2024-02-29T15:04:05Z) nor the date of a mail or of HTTP"
  end
  return at, reason
end

return M
