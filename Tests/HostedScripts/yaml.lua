-- YAML: what is read, what is refused, and what is written.
local yaml = require("yaml")
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults

local function reads(text, wanted)
  case(text, function()
    same(json.encode(yaml.decode(text)), wanted)
  end)
end

-- Norway, octal numbers, dates, and what only looks like something
reads("[no, NO, off, yes, y, on]", '["no","NO","off","yes","y","on"]')
reads("[010, 0o10, 0x1F, 1e3, .5, +1, 1_000, 0b1]", '[10,8,31,1000.0,0.5,1,"1_000","0b1"]')
reads("[2024-02-29, 2024-02-29T15:04:05Z, 12:30:45, 1.2.3]",
  '["2024-02-29","2024-02-29T15:04:05Z","12:30:45","1.2.3"]')
reads("[~, null, Null, '', !!str null]", '[null,null,null,"","null"]')
reads("{a: 1.0, b: 1, c: -0.0, d: .inf}", '{"a":1.0,"b":1,"c":-0.0,"d":".inf"}')
reads("", "null")
reads("# only a comment\n", "null")
reads("{}", "{}")
reads("[]", "[]")
reads("a:\nb: []\nc: {}", '{"a":null,"b":[],"c":{}}')
-- block scalars
reads("a: |\n  one\n   two\n\n  three\n\n", '{"a":"one\\n two\\n\\nthree\\n"}')
reads("a: |-\n  one\nb: |+\n  two\n\n", '{"a":"one","b":"two\\n\\n"}')
reads("a: >\n  one\n  two\n\n  three\n", '{"a":"one two\\nthree\\n"}')
reads("a: |2\n    one\n", '{"a":"  one\\n"}')
reads("a: \"x\\u00e9\\x41\\n\\\n  y\"", '{"a":"xéA\\ny"}')
reads("a: 'it''s'\nb: plain # comment\nc: http://x#y", '{"a":"it\'s","b":"plain","c":"http://x#y"}')
-- documents
reads("--- a\n...\n", '"a"')
reads("%YAML 1.2\n---\na: b\n", '{"a":"b"}')
-- anchors, aliases, merge keys
reads("a: &x [1, 2]\nb: *x", '{"a":[1,2],"b":[1,2]}')
reads("d: &d {x: 1, y: 2}\ne:\n  <<: *d\n  y: 3", '{"d":{"x":1,"y":2},"e":{"x":1,"y":3}}')
reads("e: {y: 3, <<: [{x: 1, y: 1}, {x: 9, z: 4}]}", '{"e":{"x":1,"y":3,"z":4}}')
reads("'<<': 1", '{"<<":1}')
reads("a: !Ref Topic\nb: !GetAtt [x, Arn]", '{"a":"Topic","b":["x","Arn"]}')
reads("1: a\ntrue: b\nnull: c", '{"1":"a","null":"c","true":"b"}')

case("all documents", function()
  same(yaml.decode_all("a: 1\n---\nb: 2\n--- \n...\n"), { { a = 1 }, { b = 2 }, json.null })
  same(json.encode(yaml.decode_all("")), "[]")
end)

for _, refused in ipairs {
  { "a: [1, 2", "yaml.decode: invalid YAML at line 2, column 1: while parsing a flow sequence" },
  { "a: 1\na: 2", 'yaml.decode: invalid YAML at line 2, column 1: the key "a" is there twice' },
  { "a:\n\t- b", "yaml.decode: invalid YAML at line 2, column 1" },
  { "a: *x", "yaml.decode: invalid YAML at line 1, column 4: found undefined alias *x" },
  { "a: &x {b: *x}", "the alias *x is inside what it stands for" },
  { "a: 1\n---\nb: 2", "yaml.decode: invalid YAML at line 2, column 1: there is a second document" },
  { "? [a]\n: b", "yaml.decode: invalid YAML at line 1, column 3: a key must be a text" },
  { "a: b: c", "mapping values are not allowed in this context" },
  { "a: \1", "invalid YAML: control characters are not allowed, at byte 3" },
  { "a: \xFF", "invalid YAML: invalid leading UTF-8 octet, at byte 3" },
  { ("["):rep(1000), "nested deeper than 500 levels" },
} do
  case("refuses " .. refused[1]:sub(1, 40), function()
    faults(refused[2], yaml.decode, refused[1])
  end)
end

case("aliases that stand for billions", function()
  local lines = { "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" }
  for level = 1, 12 do
    lines[#lines + 1] = ("a%d: &a%d [%s]"):format(level, level, ("*a" .. level - 1 .. ", "):rep(10))
  end
  faults("stand for more than 1000000 values", yaml.decode, table.concat(lines, "\n"))
end)

case("wrong arguments", function()
  faults("yaml.decode: the text must be a string, found nil", yaml.decode)
  faults("yaml.decode_all: the text must be a string, found a table", yaml.decode_all, {})
  faults("yaml.encode: a value must be a table, string, number, boolean or null, found a function",
  yaml.encode, print)
  faults("no holes", yaml.encode, { [1.5] = 1 })
  faults("must all be strings", yaml.encode, json.object { 1 })
  faults("no holes", yaml.encode, { 1, nil, 3, x = 1 })
  faults("no nan", yaml.encode, { (0 / 0) == 0 and 0 or math.abs(0 / 0) })
  faults("is not UTF-8, at byte 2", yaml.encode, "a\xFF")
  local round = {}
  round[1] = round
  faults("nested deeper than 200 levels, or hold themselves", yaml.encode, round)
end)

case("encode", function()
  same(yaml.encode { b = { 1, { x = "y", z = {} }, { { 2 } } }, a = "text", c = { d = true } },
    "a: text\nb:\n  - 1\n  - x: \"y\"\n    z: {}\n  - - - 2\nc:\n  d: true\n")
  same(yaml.encode { text = "one\ntwo\n", none = json.null, no = "no", number = "1.5", date = "2024-01-01" },
    'date: "2024-01-01"\n"no": "no"\nnone: null\nnumber: "1.5"\ntext: |\n  one\n  two\n')
  same(yaml.encode(1.0), "1.0\n")
  same(yaml.encode("a\nb"), "|-\n  a\n  b\n")
end)

local texts = {
  "", " ", "a", " a", "a ", "a: b", "a:", ":a", ": ", "a #b", "#a", "a#b", "- a", "-a", "-", "?", "? a", "---",
  "--- a", "...", "... a",
  "null", "~", "NULL", "true", "no", "Off", "y", "N", "=", "<<", "1", "-1", "+1", "1.5", ".5", "1e3", "1_000",
  "0x1F", "0o17", "010",
  "12:30:45", "2024-01-01", "2024-01-01T00:00:00Z", ".inf", ".NaN", "[a]", "{a}", "a, b", "a]", "'a'", '"a"',
  "it's", "a\\b", "&a",
  "*a", "!a", "|", ">", "%a", "@a", "`a", "a\tb", "\ta", "a\t", "a\nb", "a\n", "a\n\n", "\n", "\n\n", "\na",
  " a\nb", "a\n b", "a\n\nb\n\n",
  "a \nb", "a\n \nb", "a\n\tb", "a\nb ", "a\r\nb", "a\rb", "\0", "\27", "\127", "é", "\u{85}", "\u{A0}",
  "\u{2028}", "a\u{2028}\nb",
  "\u{FEFF}", "\u{FEFF}a\nb", "\u{FFFE}", "😀", "a\n---\nb", "a\n...\nb\n", "a\n# b\n", "a: b\nc: d\n",
  ("x"):rep(2000), ("x y "):rep(500),
  "key: |\n  x\n", "%YAML 1.2\n---\n", "\\", "\"\\\"", "a\u{80}b", "-.5", "- ", "a:b", "http://x/?a=b&c#d",
  "0", "00", "0.", "1.", "e", "0x", "-0",
}
case("every text comes back, as a value, a key, an item and alone", function()
  for _, text in ipairs(texts) do
    for _, value in ipairs { text, { text }, { { text } }, { a = text }, { a = { b = text } },
      { [text] = text }, { [text] = { text } },
      { { [text] = 1, z = text } } } do
      local written = yaml.encode(value)
      local ok, back = pcall(yaml.decode, written)
      if not ok or json.encode(back) ~= json.encode(value) then
        error(("%q was written as %q and read as %s"):format(text, written, ok and json.encode(back) or back), 0)
      end
    end
  end
  local whole = {}
  for index, text in ipairs(texts) do
    whole[("%s %d"):format(text, index)] = { text, { [text] = texts[#texts + 1 - index] } }
  end
  same(json.encode(yaml.decode(yaml.encode(whole))), json.encode(whole))
end)

case("numbers come back", function()
  local numbers = { 0, 1, -1, math.maxinteger, math.mininteger, 1.0, -0.0, 0.1, 1e300, 5e-324, 1e15, 1e16,
    123456789.125, -1e-7 }
  local back = yaml.decode(yaml.encode(numbers))
  for index, number in ipairs(numbers) do
    same({ math.type(back[index]), ("%a"):format(back[index]) }, { math.type(number), ("%a"):format(number) })
  end
end)

case("large texts", function()
  local items = {}
  for index = 1, 20000 do
    items[index] = { name = "item" .. index, labels = { a = "1", b = true }, text = "line\nline " .. index }
  end
  local written = yaml.encode { items = items }
  same(json.encode(yaml.decode(written).items), json.encode(items))
end)
