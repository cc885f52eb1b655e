--- The Gregorian calendar, in whole numbers: days are counted from 1970-01-01, years before 1583 as if it had been in
--- use (ISO 8601).
local M = {}

local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

M.day_names = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" }
M.month_names = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
}

function M.is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

function M.month_length(year, month)
  return month == 2 and M.is_leap(year) and 29 or lengths[month]
end

--- Days from 1970-01-01 to a date. Years are counted from March, so that the leap day is the last of its year.
---@param year integer
---@param month integer
---@param day integer
---@return integer
function M.days(year, month, day)
  if month <= 2 then
    year, month = year - 1, month + 12
  end
  return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 719469
end

--- The date of a day.
---@param days integer
---@return integer year
---@return integer month
---@return integer day
function M.date(days)
  days = days + 719468
  local era, of_era = days // 146097, days % 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local month = (5 * of_year + 2) // 153
  local day = of_year - (153 * month + 2) // 5 + 1
  year = year + era * 400
  if month < 10 then
    return year, month + 3, day
  end
  return year + 1, month - 9, day
end

--- 1 is Monday, 7 Sunday.
function M.weekday(days)
  return (days + 3) % 7 + 1
end

--- The day on which ISO week 1 of a year starts: the Monday of the week with 4 January.
function M.week_one(year)
  local fourth = M.days(year, 1, 4)
  return fourth - M.weekday(fourth) + 1
end

--- The year and week to which a day belongs (ISO 8601).
---@param days integer
---@return integer year
---@return integer week
function M.week(days)
  local year = M.date(days - M.weekday(days) + 4) -- that of the week's Thursday
  return year, (days - M.week_one(year)) // 7 + 1
end

function M.weeks_in(year)
  return (M.week_one(year + 1) - M.week_one(year)) // 7
end

--- A date some months later. A day that the month does not have is its last one.
function M.add_months(year, month, day, months)
  local count = year * 12 + month - 1 + months
  year, month = count // 12, count % 12 + 1
  return year, month, math.min(day, M.month_length(year, month))
end

return M
