-- stdlib/time.lua, writing and reckoning.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local now = 1709219045.25 -- 2024-02-29T15:04:05.25Z, a Thursday
local time = harness.standard("time", { ["time.now"] = function() return now end })

for form, wanted in pairs {
  iso = "2024-02-29T15:04:05Z", rfc3339 = "2024-02-29T15:04:05Z", rfc2822 = "Thu, 29 Feb 2024 15:04:05 +0000",
  http = "Thu, 29 Feb 2024 15:04:05 GMT", ["%Y-%m-%d %H:%M:%S.%L %f"] = "2024-02-29 15:04:05.250 250000",
  ["%F %T%%"] = "2024-02-29 15:04:05%", ["%a %A %b %B %y %e"] = "Thu Thursday Feb February 24 29",
  ["%I %p %j %u %V %G %z %s"] = "03 PM 060 4 09 2024 +0000 1709219045",
} do
  case("format " .. form, function()
    same(time.format(now, form), wanted)
  end)
end

case("format in a zone, with digits", function()
  same(time.format(now, "iso", { zone = "+05:45", digits = 3 }), "2024-02-29T20:49:05.250+05:45")
  same(time.format(now, nil, { zone = "-08:00" }), "2024-02-29T07:04:05-08:00")
  same(time.format(now, "rfc2822", { zone = "-0330" }), "Thu, 29 Feb 2024 11:34:05 -0330")
  same(time.format(now, "http", { zone = "+02:00" }), "Thu, 29 Feb 2024 15:04:05 GMT")
  for _, text in ipairs { "2024-02-29T15:04:05.123Z", "2024-02-29T15:04:05.999Z", "2001-01-01T00:00:00.001Z" } do
    same(time.format(text, "iso", { digits = 3 }), text)
  end
  same(time.format(-0.25, "iso", { digits = 2 }), "1969-12-31T23:59:59.75Z")
  same(time.format(now, "iso", { digits = 1 }), "2024-02-29T15:04:05.2Z")
  same(time.format("2024-02-29"), "2024-02-29T00:00:00Z")
  same(time.format(5.0), "1970-01-01T00:00:05Z")
end)

case("format refuses", function()
  faults("the instant 1709219045000 is not in the years 0 to 9999; it must be in seconds", time.format, 1709219045000)
  faults('there is no form "unix"', time.format, 0, "unix")
  faults('there is no directive "%Q"', time.format, 0, "%Q")
  faults("there is no directive \"%\"", time.format, 0, "100%")
  faults("the option digits must be at most 6, found 9", time.format, 0, "iso", { digits = 9 })
  faults("an instant must be finite, found inf", time.format, math.huge)
  faults("an instant must be seconds since 1970 or a text", time.format, {})
  faults('time.format: "soon" is not a date', time.format, "soon")
end)

case("fields, and back", function()
  same(time.fields(now), { year = 2024, month = 2, day = 29, hour = 15, minute = 4, second = 5, fraction = 0.25,
    weekday = 4, yearday = 60, week = 9, week_year = 2024, offset = 0 })
  local f = time.fields("2021-01-03T23:30:00Z", { zone = "+01:00" })
  same({ f.year, f.month, f.day, f.hour, f.weekday, f.week, f.week_year, f.offset }, { 2021, 1, 4, 0, 1, 1, 2021, 60 })
  f = time.fields("2021-01-03")
  same({ f.week, f.week_year, f.weekday }, { 53, 2020, 7 })
  same(time.from_fields { year = 2024, month = 2, day = 29, hour = 15, minute = 4, second = 5.25 }, now)
  same(time.from_fields({ year = 2024 }, { zone = "+01:00" }), 1704063600)
  for _, at in ipairs { 0, -1, 951782399, 951782400, 4107542400, -62167219200, 253402300799 } do
    same(time.from_fields(time.fields(at)), at)
  end
  faults("the day must be from 1 to 28 in 2023-02, found 29", time.from_fields, { year = 2023, month = 2, day = 29 })
  faults("the month must be from 1 to 12, found 13", time.from_fields, { year = 2023, month = 13 })
  faults("the year must be a whole number from 0, found nil", time.from_fields, {})
end)

for text, wanted in pairs {
  ["90d"] = 7776000, ["1h30m"] = 5400, ["1.5h"] = 5400, ["2 weeks"] = 1209600, ["1 day, 2 hours"] = 93600, ["45s"] = 45,
  ["250ms"] = 0.25, ["10 min"] = 600, ["-1d"] = -86400, ["+1d"] = 86400, ["1D"] = 86400, ["P1DT2H"] = 93600,
  ["PT0.5S"] = 0.5, ["PT1,5M"] = 90, ["P2W"] = 1209600, ["PT36H"] = 129600, ["-PT1M"] = -60, ["P0D"] = 0,
  ["PT1H1S"] = 3601, ["P1DT0S"] = 86400, ["1d 2h 3m 4s"] = 93784,
} do
  case("the seconds of " .. text, function()
    same(time.seconds(text), wanted)
  end)
end

for text, reason in pairs {
  [""] = "it is empty", ["90"] = "write numbers with units", ["d"] = "write numbers with units",
  ["1 fortnight"] = "write",
  ["1d1d"] = 'the unit "d" stands twice', ["1d 2 days"] = "stands twice", ["P"] = "ISO 8601 has the form",
  ["PT"] = "ISO 8601 has the form", ["P1DT"] = "ISO 8601 has the form", ["P1H"] = "then T", ["PT1D"] = "then T",
  ["P1D1D"] = "then T", ["PT1S1M"] = "then T", ["P0.5DT1H"] = "then T", ["P1.5Y"] = "must be whole",
  ["P-1D"] = "then T",
  ["1.5 months"] = "years and months must be whole", ["1-2"] = "write numbers",
} do
  case("no duration: " .. text, function()
    faults("is not a duration: ", time.seconds, text)
    faults(reason, time.seconds, text)
  end)
end

case("months have no seconds", function()
  faults('"P1M" has years or months, which differ in length', time.seconds, "P1M")
  faults("the duration has years or months", time.seconds, { years = 1 })
  same(time.seconds { weeks = 1, days = 1, hours = 1, minutes = 1, seconds = 1.5 }, 694861.5)
  faults('a duration has no "day"', time.seconds, { day = 1 })
  faults("a duration must be a number of seconds", time.seconds, nil)
end)

for seconds, wanted in pairs {
  [0] = { "0s", "PT0S" }, [93784] = { "1d 2h 3m 4s", "P1DT2H3M4S" }, [86400] = { "1d", "P1D" }, [60] = { "1m", "PT1M" },
  [0.25] = { "0.25s", "PT0.25S" }, [-5400] = { "-1h 30m", "-PT1H30M" }, [86401.5] = { "1d 1.5s", "P1DT1.5S" },
  [0.0001] = { "0s", "PT0S" }, [59.9999] = { "1m", "PT1M" }, [1209600] = { "14d", "P14D" },
} do
  case("the text of " .. seconds .. " seconds", function()
    same({ time.format_duration(seconds), time.format_duration(seconds, "iso") }, wanted)
  end)
end

case("add and subtract go by the calendar", function()
  for _, row in ipairs {
    { "2024-01-31", "P1M", "2024-02-29" }, { "2023-01-31", "1 month", "2023-02-28" },
    { "2024-02-29", "1y", "2025-02-28" },
    { "2023-12-31", { months = 2 }, "2024-02-29" }, { "2024-11-30", { months = 15 }, "2026-02-28" },
    { "2024-02-28", "2d", "2024-03-01" }, { "2023-02-28", 86400, "2023-03-01" },
    { "2024-01-31", "P1M1D", "2024-03-01" },
    { "2024-03-31", "-1mo", "2024-02-29" }, { "1970-01-01", "-1y", "1969-01-01" },
  } do
    same(time.format(time.add(row[1], row[2]), "%F"), row[3])
  end
  same(time.format(time.subtract("2024-03-31T10:20:30Z", "P1M")), "2024-02-29T10:20:30Z")
  same(time.subtract(100, 1.5), 98.5)
  same(time.diff("2024-02-28", "2024-03-01"), 172800)
  same(time.diff("2024-03-01", "2024-02-28T00:00:00.5Z"), -172799.5)
end)

case("how long ago", function()
  same({ time.now(), time.age(now - 90), time.days_since("2024-02-28T15:04:06Z"),
  time.days_since("2024-02-28T15:04:05Z"),
    time.days_since("2024-03-01") }, { now, 90, 0, 1, -1 })
  same({ time.days_until("2024-03-01T15:04:05Z"), time.days_until("2024-03-01T15:04:06Z"),
  time.days_until("2024-02-29") },
    { 0, 1, -1 })
  same({ time.is_older_than("2023-12-01T15:04:05Z", "90d"), time.is_older_than("2023-12-01T15:04:06Z", "90d") },
    { true, false })
  same({ time.is_older_than("2024-01-29", "1 month"), time.is_older_than("2024-01-31T16:00Z", "1 month") },
  { true, false })
end)

case("start of", function()
  for unit, wanted in pairs { minute = "2024-02-29T15:04:00Z", hour = "2024-02-29T15:00:00Z",
    day = "2024-02-29T00:00:00Z",
    week = "2024-02-26T00:00:00Z", month = "2024-02-01T00:00:00Z", year = "2024-01-01T00:00:00Z" } do
    same(time.format(time.start_of(now, unit)), wanted)
  end
  same(time.format(time.start_of("2021-01-01", "week")), "2020-12-28T00:00:00Z")
  same(time.format(time.start_of("2024-02-29T23:30:00Z", "day", { zone = "+01:00" })), "2024-02-29T23:00:00Z")
  faults('there is no unit "decade"', time.start_of, now, "decade")
end)

case("leap years and months", function()
  same({ time.is_leap_year(2024), time.is_leap_year(2023), time.is_leap_year(1900), time.is_leap_year(2000) },
    { true, false, false, true })
  same({ time.days_in_month(2024, 2), time.days_in_month(1900, 2), time.days_in_month(2024, 12) }, { 29, 28, 31 })
  faults("the month must be from 1 to 12, found 13", time.days_in_month, 2024, 13)
end)

case("without a clock of the host the time is that of os.time", function()
  local at = harness.standard("time").now()
  assert(math.abs(at - os.time()) <= 1)
end)

return harness
