-- stdlib/text.lua
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local text, host = harness.standard("text")

--- A case for each row: what the function gives for the arguments that come first.
local function rows(name, list)
  case(name, function()
    for _, row in ipairs(list) do
      local count = #row - 1
      same({ row[1], text[name](table.unpack(row, 1, count)) }, { row[1], row[count + 1] })
    end
  end)
end

rows("trim", { { " a b\n", "a b" }, { "", "" }, { " \t", "" }, { "a", "a" } })
rows("trim_start", { { " a ", "a " }, { "  ", "" }, { "", "" } })
rows("trim_end", { { " a ", " a" }, { "  ", "" } })
rows("starts_with", { { "abc", "ab", true }, { "abc", "bc", false }, { "a", "", true }, { "", "a", false } })
rows("ends_with", { { "abc", "bc", true }, { "abc", "ab", false }, { "a", "", true }, { "c", "abc", false } })
rows("contains", { { "a.c", ".", true }, { "abc", "a.c", false }, { "", "", true } })
rows("remove_prefix", { { "abc", "ab", "c" }, { "abc", "x", "abc" }, { "a", "", "a" } })
rows("remove_suffix", { { "abc", "bc", "a" }, { "abc", "x", "abc" }, { "a", "", "a" } })
rows("split", { { "a,b,,c", ",", { "a", "b", "", "c" } }, { "", ",", { "" } }, { "a", ",", { "a" } },
  { "a=b=c", "=", 2, { "a", "b=c" } }, { "a.b", ".", { "a", "b" } }, { "a::b", "::", { "a", "b" } }, { "ab", "b", 1,
  { "ab" } },
  { ",", ",", { "", "" } } })
rows("lines", { { "a\nb\r\nc", { "a", "b", "c" } }, { "a\n", { "a" } }, { "", {} }, { "\n\n", { "", "" } },
  { "a\r", { "a\r" } } })
rows("words", { { " a  b\tc\n", { "a", "b", "c" } }, { " ", {} } })
rows("length", { { "aé…", 3 }, { "", 0 }, { "\xFFa", 2 } })
rows("characters", { { "aé😀", { "a", "é", "😀" } }, { "\xFFa", { "\xFF", "a" } }, { "", {} } })
rows("count", { { "aXbXc", "X", 2 }, { "aaa", "aa", 1 }, { "", "a", 0 }, { "a.b", ".", 1 } })
rows("replace", { { "a.b.c", ".", "%1", "a%1b%1c" }, { "aaa", "aa", "b", "ba" }, { "a", "x", "y", "a" } })
rows("slug", { { "Hello, World!", "hello-world" }, { "Überprüfung für Łódź", "ueberpruefung-fuer-lodz" },
{ "日本", "" },
  { "a_b--c", "_", "a_b_c" }, { "It’s Bob's", "its-bobs" }, { "  ", "" } })
rows("title", { { "hello wörld it's", "Hello Wörld It's" }, { "a-b", "A-B" }, { "éa", "éa" } })
rows("capitalize", { { "abc def", "Abc def" }, { "", "" }, { "é", "é" } })
rows("pluralize", { { 1, "bucket", "1 bucket" }, { 0, "bucket", "0 buckets" },
{ 2, "policy", "policies", "2 policies" } })
rows("enumerate", { { {}, "" }, { { "a" }, "a" }, { { "a", "b" }, "a and b" }, { { "a", "b", 3 }, "or", "a, b or 3" } })
rows("is_blank", { { "", true }, { " \n", true }, { " a", false } })
rows("pad_start", { { "5", 3, "  5" }, { "5", 3, "0", "005" }, { "é", 2, " é" }, { "abcd", 3, "abcd" } })
rows("pad_end", { { "a", 3, "a  " }, { "a", 3, "…", "a……" } })
rows("center", { { "a", 4, " a  " }, { "ab", 4, "*", "*ab*" }, { "abc", 2, "abc" } })
rows("truncate", { { "abcdef", 6, "abcdef" }, { "abcdefg", 6, "abcde…" }, { "ééééé", 3, "éé…" },
{ "abcdef", 4, "...", "a..." },
  { "abc", 2, "...", ".." }, { "abc", 0, "" }, { "abc", 1, "…" }, { "\xFF\xFF\xFF", 2, ".", "\xFF." } })
rows("wrap", { { "the quick brown fox", 9, "the quick\nbrown fox" }, { "a bb\nccc", 2, "a\nbb\nccc" }, { "", 5, "" },
  { "incomprehensible x", 4, "incomprehensible\nx" }, { "é é é", 3, "é é\né" }, { "a\n\nb", 5, "a\n\nb" },
  { "a  b", 9, "a b" } })
rows("indent", { { "a\n\nb", 2, "  a\n\n  b" }, { "a\n", "> ", "> a\n" }, { "", 2, "" },
{ "a\r\n\r\n", "-", "-a\r\n\r\n" } })
rows("dedent", { { "\n    a\n      b\n    c\n  ", "a\n  b\nc\n" }, { "a\n  b", "a\n  b" }, { "  a\n\n  b", "a\n\nb" },
  { "\ta\n  b", "\ta\n  b" }, { "", "" }, { "  a\n \n  b\n", "a\n\nb\n" } })
rows("distance", { { "kitten", "sitting", 3 }, { "", "abc", 3 }, { "abc", "", 3 }, { "é", "e", 1 },
{ "same", "same", 0 },
  { "saturday", "sunday", 3 }, { "ab", "ba", 2 } })
rows("closest", { { "buckts", { "users", "buckets" }, "buckets" }, { "USER",
{ "user" }, "user" },
  { "abcd", { "abxy" }, 2, "abxy" }, { "cat", { "bat", "hat" }, "bat" } })
rows("escape_pattern", { { "a.b*[c]%", "a%.b%*%[c%]%%" }, { "", "" } })

case("an escaped pattern finds its text alone", function()
  local all = {}
  for code = 1, 126 do
    all[code] = string.char(code)
  end
  local whole = table.concat(all)
  assert(whole:find("^" .. text.escape_pattern(whole) .. "$"))
end)

case("closest finds nothing where nothing is like it", function()
  same({ text.closest("zzz", { "users" }), text.closest("x", {}) }, {})
end)

case("cut", function()
  same({ text.cut("a=b=c", "=") }, { "a", "b=c" })
  same({ text.cut("abc", "=") }, { "abc" })
end)

case("interpolate", function()
  same(text.interpolate("{name} is {owner.login}'s: {1}, {list.2}, {{x}}", {
    name = "a", owner = { login = "b" }, "first", list = { "p", "q" },
  }), "a is b's: first, q, {x}")
  same(text.interpolate("{n} {b}", { n = 5, b = false }), "5 false")
  same(text.interpolate("%1 {x}", { x = "%0" }), "%1 %0")
  faults("text.interpolate: there is no value for {missing}", text.interpolate, "{missing}", {})
  faults("there is no value for {a.b}", text.interpolate, "{a.b}", { a = host.json.null })
  faults("there is no value for {a}", text.interpolate, "{a}", { a = host.json.null })
  faults("the value for {a} is a table", text.interpolate, "{a}", { a = {} })
  faults('the brace at byte 3 has no partner; write "{{"', text.interpolate, "a {b", {})
  faults('the brace at byte 2 has no partner; write "}}"', text.interpolate, "a} b", {})
  faults("has no partner", text.interpolate, "{}", {})
end)

case("table", function()
  same(text.table({ { name = "a", size = 5 }, { name = "bücket", size = 1000 } }, { "name", "size" }),
    "name    size\n------  ----\na          5\nbücket  1000")
  same(text.table({ { a = "x", b = "y\nz" }, { a = host.json.null, b = true } }, { "a", "b" }),
    "a  b\n-  ----\nx  y z\n   true")
  same(text.table({}, { "a" }), "a\n-")
  faults('text.table: row 1, column "a": a cell must be a single value, found a table', text.table, { { a = {} } },
  { "a" })
end)

case("lists that come back are arrays", function()
  for _, list in ipairs { text.lines(""), text.words(""), text.characters("") } do
    assert(host.json.is_array(list))
  end
end)

case("long texts take no time to speak of", function()
  local spaces, started = (" "):rep(200000), os.clock()
  same({ text.trim(spaces .. "a" .. spaces), text.trim_end("a" .. spaces .. "b") }, { "a", "a" .. spaces .. "b" })
  same({ text.trim(spaces), text.trim_start(spaces), text.trim_end(spaces) }, { "", "", "" })
  same(#text.split((","):rep(200000), ","), 200001)
  same(#text.lines(("a\n"):rep(200000)), 200000)
  same(#text.dedent((" "):rep(1000) .. ("a\n"):rep(10000)), 21000)
  same(text.slug(spaces), "")
  text.wrap(("a "):rep(100000), 70)
  text.table({ { a = "x" .. spaces .. "y", b = "" } }, { "a", "b" })
  assert(os.clock() - started < 5)
end)

case("arguments are checked", function()
  faults("text.trim: the text must be a string, found nil", text.trim)
  faults("text.split: the separator must not be empty", text.split, "a", "")
  faults("text.split: the limit must be a whole number from 1, found 0", text.split, "a", ",", 0)
  faults("text.pad_end: the filler must be one character", text.pad_end, "a", 5, "ab")
  faults("text.pad_end: the width must be at most 100000", text.pad_end, "a", 1e9)
  faults("text.wrap: the width must be a whole number from 1, found 1.5", text.wrap, "a", 1.5)
  faults("text.distance: the first text must have at most 2000 characters", text.distance, ("a"):rep(2001), "")
  faults("text.contains: the part must be a string, found a table", text.contains, "a", {})
  faults("text.count: the part must not be empty", text.count, "a", "")
  faults("text.closest: candidate 1 must be a string", text.closest, "a", { 5 })
end)

return harness
