-- stdlib/csv.lua: RFC 4180, and the corner cases of csv-spectrum.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local csv = harness.standard("csv")

for text, rows in pairs {
  [""] = {},
  ["a"] = { { "a" } },
  ["aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"] = { { "aaa", "bbb", "ccc" }, { "zzz", "yyy", "xxx" } }, -- RFC 4180 §2.1
  ["aaa,bbb,ccc\r\nzzz,yyy,xxx"] = { { "aaa", "bbb", "ccc" }, { "zzz", "yyy", "xxx" } }, -- §2.2
  ['"aaa","bbb","ccc"\r\nzzz,yyy,xxx'] = { { "aaa", "bbb", "ccc" }, { "zzz", "yyy", "xxx" } }, -- §2.5
  ['"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx'] = { { "aaa", "b\r\nbb", "ccc" }, { "zzz", "yyy", "xxx" } }, -- §2.6
  ['"aaa","b""bb","ccc"'] = { { "aaa", 'b"bb', "ccc" } }, -- §2.7
  [" a , b "] = { { " a ", " b " } }, -- §2.4: spaces are part of a field
  [","] = { { "", "" } },
  ["a,\n,b\n"] = { { "a", "" }, { "", "b" } },
  ['""'] = { { "" } },
  ['"",""""\n"""",""'] = { { "", '"' }, { '"', "" } },
  ["\xEF\xBB\xBFa,b\n1,2"] = { { "a", "b" }, { "1", "2" } },
  ['\xEF\xBB\xBF"a",b'] = { { "a", "b" } },
  ["a\n\n\r\nb\n"] = { { "a" }, { "b" } },
  ["\n\na"] = { { "a" } },
  ['"\n"\n'] = { { "\n" } },
  ["a\0b,é"] = { { "a\0b", "é" } },
} do
  case(("decode %q"):format(text), function()
    same(csv.decode(text), rows)
  end)
end

-- The documents of csv-spectrum, with a header each.
for name, pair in pairs {
  comma_in_quotes = { 'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123\n',
    { { first = "John", last = "Doe", address = "120 any st.", city = "Anytown, WW", zip = "08123" } } },
  empty = { 'a,b,c\n1,"",""\n2,3,4\n', { { a = "1", b = "", c = "" }, { a = "2", b = "3", c = "4" } } },
  empty_crlf = { 'a,b,c\r\n1,"",""\r\n2,3,4\r\n', { { a = "1", b = "", c = "" }, { a = "2", b = "3", c = "4" } } },
  escaped_quotes = { 'a,b\n1,"ha ""ha"" ha"\n3,4\n', { { a = "1", b = 'ha "ha" ha' }, { a = "3", b = "4" } } },
  json = { 'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n',
    { { key = "1", val = '{"type": "Point", "coordinates": [102.0, 0.5]}' } } },
  newlines = { 'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n',
    { { a = "1", b = "2", c = "3" }, { a = "Once upon \na time", b = "5", c = "6" }, { a = "7", b = "8", c = "9" } } },
  quotes_and_newlines = { 'a,b\n1,"ha \n""ha"" \nha"\n3,4\n',
    { { a = "1", b = 'ha \n"ha" \nha' }, { a = "3", b = "4" } } },
  utf8 = { "a,b,c\n1,2,3\n4,5,ʤ\n", { { a = "1", b = "2", c = "3" }, { a = "4", b = "5", c = "ʤ" } } },
} do
  case("csv-spectrum: " .. name, function()
    same(csv.decode(pair[1], { header = true }), pair[2])
  end)
end

case("names may be given, and delimiters be others", function()
  same(csv.decode("1;2\n", { header = { "a", "b" }, delimiter = ";" }), { { a = "1", b = "2" } })
  for _, delimiter in ipairs { "\t", "|", ";", "%", "^", "]", "-", " " } do
    same(csv.decode("1" .. delimiter .. "2", { delimiter = delimiter }), { { "1", "2" } })
    same(csv.encode({ { delimiter, "x" } }, { delimiter = delimiter }), '"' .. delimiter .. '"' .. delimiter .. "x\r\n")
  end
end)

for text, fault in pairs {
  ["a,b\n1,2\n3"] = "csv.decode: invalid CSV at line 3: 1 field where the first row has 2; pass { ragged = true }",
  ['a,b\n"x\ny",2\n3,4,5'] = "invalid CSV at line 4: 3 fields where the first row has 2",
  ['a\n\n"b'] = "invalid CSV at line 3, column 1: the quote that opens here is never closed",
  ['a,b"c'] = "line 1, column 4: a quote inside of a bare field",
  ['a,"b"c'] = 'line 1, column 6: "c" after the closing quote',
  ['"a\nb", "c"'] = "line 2, column 5: a quote inside of a bare field",
  ["a\rb"] = "line 1, column 2: a carriage return without a line feed",
} do
  case(("decode refuses %q"):format(text), function()
    faults(fault, csv.decode, text)
  end)
end

case("rows may be ragged when asked", function()
  same(csv.decode("a,b\n1\n1,2,3", { ragged = true }), { { "a", "b" }, { "1" }, { "1", "2", "3" } })
  same(csv.decode("a,b\n1\n", { ragged = true, header = true }), { { a = "1" } })
  faults("invalid CSV at line 2: 3 fields where the header has 2", csv.decode, "a,b\n1,2,3",
    { ragged = true, header = true })
end)

case("a header names each column once", function()
  faults('the name "a" stands twice in the header, in columns 1 and 3', csv.decode, "a,b,a\n", { header = true })
  same(csv.decode("", { header = true }), {})
  same(csv.decode("a,b\n", { header = true }), {})
end)

case("rows tells the lines", function()
  local seen = {}
  for row, line in csv.rows('a\n\n"b\nc"\r\nd') do
    seen[#seen + 1] = { row[1], line }
  end
  same(seen, { { "a", 1 }, { "b\nc", 3 }, { "d", 5 } })
end)

case("what has no rows encodes as an empty array in JSON", function()
  local fresh, host = harness.standard("csv")
  assert(host.json.is_array(fresh.decode("")))
end)

case("encode quotes what needs it, and decode reads it back", function()
  local rows = { { "a", "b c", "d,e", 'f"g', "h\r\ni", "" }, { "1", " x ", "\n", '"', ",", "é" } }
  local text = csv.encode(rows)
  same(text, 'a,b c,"d,e","f""g","h\r\ni",\r\n1, x ,"\n","""",",",é\r\n')
  same(csv.decode(text), rows)
  same(csv.encode { { "" } }, '""\r\n')
  same(csv.decode(csv.encode { { "" }, { "a" } }), { { "" }, { "a" } })
  same(csv.encode {}, "")
end)

case("encode writes rows by name, numbers, booleans and nothing", function()
  local rows = { { a = 1, b = true, c = "x" }, { a = 1.5, b = io.stdin } }
  same(csv.encode(rows, { header = { "c", "a", "b" }, newline = "\n" }), "c,a,b\nx,1,true\n,1.5,\n")
  faults('csv.encode: row 1, column "a": a cell must be a string, a number, a boolean or nil, found a table',
    csv.encode, { { a = {} } }, { header = { "a" } })
  faults("csv.encode: row 2 must be a table, found a string", csv.encode, { {}, "x" })
end)

case("formulas are disarmed when asked", function()
  same(csv.encode({ { "=1+1", "@x", "-1", -1, "a=b" } }, { escape_formulas = true }), "'=1+1,'@x,'-1,-1,a=b\r\n")
end)

case("a hundred thousand doubled quotes and lines take no time to speak of", function()
  local started = os.clock()
  same(#csv.decode('"' .. ('""'):rep(100000) .. '"')[1][1], 100000)
  same(#csv.decode(("a,b\n"):rep(100000)), 100000)
  assert(os.clock() - started < 5)
end)

case("arguments are checked", function()
  faults("csv.decode: the text must be a string, found nil", csv.decode)
  for _, delimiter in ipairs { "::", "", '"', "\n", "a", "§" } do
    faults("the delimiter must be one character", csv.decode, "", { delimiter = delimiter })
  end
  faults('csv.encode: there is no option "headers"; it has delimiter, escape_formulas, header, newline', csv.encode, {},
    { headers = {} })
end)

return harness
