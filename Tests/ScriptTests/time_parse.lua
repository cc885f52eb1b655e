-- stdlib/time.lua, reading: ISO 8601, the examples of RFC 3339 §5.8, of RFC 2822 appendix A and of RFC 9110 §5.6.7.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local time = harness.standard("time", { ["time.now"] = function() return 1709218800 end }) -- 2024-02-29T15:00:00Z

for text, wanted in pairs {
  -- dates
  ["1970-01-01"] = 0, ["2024-02-29"] = 1709164800, ["20240229"] = 1709164800, ["2024-02"] = 1706745600,
  ["2024"] = 1704067200, ["2024-060"] = 1709164800, ["2024060"] = 1709164800, ["2024-366"] = 1735603200,
  ["2024-W09-4"] = 1709164800, ["2024W094"] = 1709164800, ["2024-W09"] = 1708905600, ["2024W09"] = 1708905600,
  ["2009-W01-1"] = 1230508800, ["2009-W53-7"] = 1262476800, ["2020-W53-7"] = 1609632000, ["1969-12-31"] = -86400,
  ["1900-03-01"] = -2203891200, ["0000-01-01"] = -62167219200, ["0001-01-01"] = -62135596800,
  ["9999-12-31T23:59:59Z"] = 253402300799, ["2000-02-29"] = 951782400,
  -- times
  ["2024-02-29T15:04:05Z"] = 1709219045, ["2024-02-29t15:04:05z"] = 1709219045, ["20240229T150405Z"] = 1709219045,
  ["2024-02-29T15:04Z"] = 1709219040, ["20240229T1504Z"] = 1709219040, ["2024-02-29T15Z"] = 1709218800,
  ["2024-02-29 15:04:05"] = 1709219045, ["2024-02-29T15:04:05.5Z"] = 1709219045.5,
  ["2024-02-29T15:04:05,5Z"] = 1709219045.5, ["2024-02-29T15:04:05.000Z"] = 1709219045,
  ["2024-02-29T15:04.5Z"] = 1709219070, ["2024-02-29T15.5Z"] = 1709220600, ["2024-02-29T15,25"] = 1709219700,
  ["2024-W09-4T15:04:05Z"] = 1709219045, ["2024-060T15:04:05Z"] = 1709219045,
  ["2024-02-29T24:00:00Z"] = 1709251200, ["2024-02-29T24:00"] = 1709251200, ["2024-02-29T24"] = 1709251200,
  -- offsets
  ["2024-02-29T15:04:05+02:00"] = 1709211845, ["2024-02-29T15:04:05+0200"] = 1709211845,
  ["2024-02-29T15:04:05+02"] = 1709211845, ["2024-02-29T15:04:05-00:00"] = 1709219045,
  ["2024-02-29T15:04:05+05:45"] = 1709198345, ["2024-02-29 15:04:05 UTC"] = 1709219045,
  ["2024-02-29 15:04:05 -0330"] = 1709231645, [" 2024-02-29 "] = 1709164800,
  -- RFC 3339 §5.8
  ["1985-04-12T23:20:50.52Z"] = 482196050.52, ["1996-12-19T16:39:57-08:00"] = 851042397,
  ["1990-12-31T23:59:60Z"] = 662688000, ["1990-12-31T15:59:60-08:00"] = 662688000,
  ["1937-01-01T12:00:27.87+00:20"] = -1041337172.13,
  -- RFC 2822 appendix A
  ["Fri, 21 Nov 1997 09:55:06 -0600"] = 880127706, ["Tue, 1 Jul 2003 10:52:37 +0200"] = 1057049557,
  ["Thu, 13 Feb 1969 23:32:54 -0330"] = -27723426, ["Mon, 24 Nov 1997 14:22:01 -0800"] = 880410121,
  ["Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)"] =
    -27723480,
  ["21 Nov 97 09:55:06 GMT"] = 880106106, ["Fri, 21 Nov 1997 09(comment):   55  :  06 -0600"] = 880127706,
  ["1 Jan 49 00:00 Z"] = 2493072000, ["1 Jan 100 00:00 UT"] = 946684800, ["1 Jan 2000 00:00:00 EST"] = 946702800,
  ["1 Jan 2000 00:00:00 PDT"] = 946710000, ["1 Jan 2000 00:00:00 A"] = 946684800,
  ["Fri, 1 Jan 1999 (a (nested) comment) 00:00 +0000"] = 915148800,
  -- RFC 9110 §5.6.7
  ["Sun, 06 Nov 1994 08:49:37 GMT"] = 784111777, ["Sunday, 06-Nov-94 08:49:37 GMT"] = 784111777,
  ["Sun Nov  6 08:49:37 1994"] = 784111777, ["Thursday, 01-Jan-74 00:00:00 GMT"] = 3281990400,
  ["Tuesday, 01-Jan-75 00:00:00 GMT"] = 157766400,
} do
  case("parse " .. text:gsub("%s+", " "), function()
    same({ time.parse(text), math.type(time.parse(text)) }, { wanted, math.type(wanted) })
    same(time.is_valid(text), true)
  end)
end

for text, reason in pairs {
  [""] = "neither ISO 8601", ["yesterday"] = "neither ISO 8601", ["2023-02-29"] = "2023-02 has no day 29",
  ["1900-02-29"] = "1900-02 has no day 29", ["2024-13-01"] = "there is no month 13", ["2024-00-01"] = "no month 00",
  ["2024-04-31"] = "2024-04 has no day 31", ["2024-01-00"] = "has no day 00", ["2023-366"] = "2023 has no day 366",
  ["2024-000"] = "2024 has no day 000", ["2024-W53-1"] = "2024 has no week 53", ["2024-W00-1"] = "no week 00",
  ["2024-W01-8"] = "a week has no day 8", ["2024-W01-0"] = "a week has no day 0", ["2024-W01-"] = "does not begin with",
  ["2024-1-1"] = "does not begin with a date", ["2024-0229"] = "does not begin with a date", ["202402"] = "does not",
  ["2024-02-29T"] = "does not begin with a date", ["2024-02-29T25:00Z"] = "there is no hour 25",
  ["2024-02-29T24:01Z"] = "a day ends at 24:00:00", ["2024-02-29T24:00:00.1Z"] = "a day ends at 24:00:00",
  ["2024-02-29T15:60Z"] = "there is no minute 60", ["2024-02-29T15:04:61Z"] = "there is no second 61",
  ["2024-02-29T15:04:60Z"] = "second 60 is a leap second", ["1990-12-31T23:59:60-08:00"] = "second 60 is a leap second",
  ["2024-02-29T1:02Z"] = "the time must be like", ["2024-02-29T15:04:05.Z"] = "the time must be like",
  ["2024-02-29T15:04:05+2"] = "the zone must be", ["2024-02-29T15:04:05+02:"] = "the zone must be",
  ["2024-02-29T15:04:05+24:00"] = "less than a day", ["2024-02-29T15:04:05+02:60"] = "less than a day",
  ["2024-02-29T15:04:05X"] = "the zone must be", ["Sun, 31 Feb 1994 08:49:37 GMT"] = "1994-02 has no day 31",
  ["Foo, 06 Nov 1994 08:49:37 GMT"] = 'there is no day "Foo"', ["06 Nev 1994 08:49:37 GMT"] = 'there is no month "Nev"',
  ["06 Nov 1994 24:00:00 GMT"] = "there is no hour 24", ["06 Nov 1994 08:49:37 (x GMT"] = "is not closed",
  ["06 Nov 1994 08:49:37 +0160"] = "neither", [("x"):rep(300)] = "more than 200 characters",
} do
  case("refuses " .. text:sub(1, 40), function()
    same(time.is_valid(text), false)
    faults("is not a date: ", time.parse, text)
    faults(reason, time.parse, text)
  end)
end

case("forms are told apart when named", function()
  same(time.is_valid("2024-02-29", "rfc3339"), false)
  for _, text in ipairs { "2024-02-29T15:04:05", "2024-02-29T15:04Z", "20240229T150405Z", "2024-02-29T15:04:05,5Z",
    "2024-02-29T15:04:05.Z", "2024-02-29T15:04:05+0200", "2024-02-29T24:00:00Z", "2024-W09-4T15:04:05Z" } do
    same({ text, time.is_valid(text, "rfc3339"), time.is_valid(text, "http"), time.is_valid(text, "rfc2822") },
      { text, false, false, false })
  end
  same(time.parse("2024-02-29T15:04:05.25-01:00", { form = "rfc3339" }), 1709222645.25)
  same({ time.is_valid("Sun, 06 Nov 1994 08:49:37 GMT", "http"), time.is_valid("Sun, 06 Nov 1994 08:49:37 GMT",
  "iso") },
    { true, false })
  same(time.is_valid("Sun, 6 Nov 1994 08:49:37 +0000", "http"), false)
  faults('there is no form "unix"', time.parse, "0", { form = "unix" })
end)

case("a zone is taken where the text has none", function()
  same(time.parse("2024-02-29T15:04:05", { zone = "+02:00" }), 1709211845)
  same(time.parse("2024-02-29", { zone = "-05:00" }), 1709182800)
  same(time.parse("2024-02-29T15:04:05Z", { zone = "+02:00" }), 1709219045)
  faults('the option zone is "Europe/Berlin": the zone must be Z or an offset', time.parse, "2024",
    { zone = "Europe/Berlin" })
end)

case("arguments are checked", function()
  faults("time.parse: the text must be a string, found json.null", time.parse, io.stdin)
  faults('there is no option "format"; it has form, zone', time.parse, "2024", { format = "iso" })
  same(time.is_valid(5), false)
end)

return harness
