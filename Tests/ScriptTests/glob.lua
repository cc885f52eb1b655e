-- stdlib/glob.lua: POSIX fnmatch, braces, paths as Git and Bash have them, and patterns made to be slow.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local glob, host = harness.standard("glob")

local function rows(options, list)
  for _, row in ipairs(list) do
    case(("%s against %s"):format(row[1], table.concat(row[2], " ")), function()
      for _, text in ipairs(row[2]) do
        same({ text, glob.match(row[1], text, options) }, { text, true })
      end
      for _, text in ipairs(row[3]) do
        same({ text, glob.match(row[1], text, options) }, { text, false })
      end
    end)
  end
end

rows(nil, {
  { "", { "" }, { "a" } }, { "abc", { "abc" }, { "ab", "abcd", "ABC", "" } }, { "*", { "", "a", "a/b" }, {} },
  { "a*", { "a", "ab" }, { "ba", "" } }, { "*a", { "a", "ba" }, { "ab" } }, { "*a*", { "a", "xay" }, { "x" } },
  { "a*b*c", { "abc", "aXbYc", "abcbc" }, { "acb", "abcd" } }, { "?", { "a", "é", "/" }, { "", "ab" } },
  { "a?c", { "abc", "a/c" }, { "ac", "abbc" } }, { "[abc]", { "a", "c" }, { "d", "", "ab" } },
  { "[a-c]x", { "bx" }, { "dx" } }, { "[!a-c]", { "d", "é" }, { "a" } }, { "[^a]", { "b" }, { "a" } },
  { "[]a]", { "]", "a" }, { "b" } }, { "[!]a]", { "b" }, { "]", "a" } }, { "[a-]", { "a", "-" }, { "b" } },
  { "[-a]", { "-", "a" }, { "b" } }, { "[é-ü]", { "ö" }, { "o" } }, { "[\\]]", { "]" }, { "\\" } },
  { "[[:digit:]x]", { "5", "x" }, { "d", "é" } }, { "[![:alpha:]]", { "5" }, { "a" } },
  { "{a,b}", { "a", "b" }, { "", "ab", "{a,b}" } }, { "x{a,b*,}y", { "xay", "xby", "xbzy", "xy" }, { "xcy" } },
  { "{a,{b,c}d}", { "a", "bd", "cd" }, { "b", "ad" } }, { "{}", { "" }, { "{}" } }, { "a,b}", { "a,b}" }, { "a" } },
  { "\\*\\?\\[\\{\\\\", { "*?[{\\" }, { "a" } }, { "**", { "a/b" }, {} }, { "a**b", { "ab", "a/b" }, {} },
  { "\xFF*", { "\xFFa" }, { "a" } },
  { "arn:aws:s3:::logs-*/AWSLogs/*", { "arn:aws:s3:::logs-eu/AWSLogs/1/2" }, { "arn:aws:s3:::data/AWSLogs/1" } },
  { "s3:{Get,List}*", { "s3:GetObject", "s3:ListBucket" }, { "s3:PutObject" } },
})

rows({ path = true }, {
  { "*", { "a", "" }, { "a/b", "/" } }, { "*.lua", { "a.lua", ".lua" }, { "a/b.lua" } }, { "?", { "a" }, { "/" } },
  { "a[!b]c", { "axc" }, { "a/c" } }, { "a/*/c", { "a/b/c" }, { "a/c", "a/b/b/c" } },
  { "**", { "", "a", "a/b/c" }, {} }, { "**/a", { "a", "b/a", "b/c/a" }, { "ba", "a/b" } },
  { "a/**", { "a/", "a/b", "a/b/c" }, { "a", "b/a" } }, { "a/**/b", { "a/b", "a/x/b", "a/x/y/b" }, { "ab", "a/xb" } },
  { "**/a/**", { "a/", "x/a/y/z" }, { "a", "x/a" } }, { "a**b", { "ab", "axb" }, { "a/b" } },
  { "a/**b", { "a/b", "a/xb" }, { "a/x/b" } }, { "***", { "ab" }, { "a/b" } },
  { "{src,Tests}/**/*.{lua,swift}", { "src/a.lua", "Tests/x/y.swift" }, { "docs/a.lua", "src/a.md" } },
  { "{a/**,**/b}", { "a/x/y", "b", "x/y/b" }, { "c" } },
  { ".github/workflows/*.y{,a}ml", { ".github/workflows/ci.yml", ".github/workflows/ci.yaml" }, { "ci.yml" } },
})

rows({ nocase = true }, {
  { "S3:get*", { "s3:GetObject", "S3:GET" }, { "s3:Put" } }, { "[A-C]x", { "bX", "Cx" }, { "dx" } },
  { "[[:upper:]]", { "a", "A" }, { "1" } }, { "[Z-a]", { "Z", "z", "A", "_" }, { "b" } }, { "ABC", { "abc" },
  { "abd" } },
  { "É?", { "Éx" }, { "éx" } },
})

for pattern, fault in pairs {
  ["a["] = 'invalid glob "a[" at character 2: the bracket that opens here is never closed',
  ["[a-"] = "at character 1: the bracket", ["[]"] = "at character 1: the bracket",
  ["x[!"] = "at character 2: the bracket",
  ["[\\"] = "at character 1: the bracket", ["[c-a]"] = "a range goes from the lower to the higher",
  ["[[:foo:]]"] = "at character 2: there is no such class", ["a{b,c"] = "at character 2: the brace that opens here",
  ["é\\"] = "at character 2: nothing follows the backslash", [("{"):rep(30)] = "braces stand more than 20 deep",
} do
  case("refuses " .. pattern, function()
    faults(fault, glob.compile, pattern)
  end)
end

case("patterns made to be slow are not", function()
  local started = os.clock()
  same(glob.match(("a*"):rep(30) .. "b", ("a"):rep(3000)), false)
  same(glob.match(("{a,aa}"):rep(40), ("a"):rep(81)), false)
  same(glob.match(("**/"):rep(30) .. "x", ("a/"):rep(500), { path = true }), false)
  same(glob.match(("{*,"):rep(20) .. ("}"):rep(20) .. "b", ("a"):rep(1000)), false)
  same(glob.match(("{a,}"):rep(2000), ("a"):rep(20) .. "b"), false)
  collectgarbage()
  assert(collectgarbage("count") < 64 * 1024, "keeps too much")
  assert(os.clock() - started < 5, "took too long")
  faults("it needs more than 20000 states", glob.compile, ("?"):rep(20001))
end)

case("compile, any, filter, escape", function()
  local matches = glob.compile("*.md")
  same({ matches("a.md"), matches("a.txt") }, { true, false })
  same({ glob.any({ "a*", "b*" }, "bc"), glob.any({ "a*" }, "bc"), glob.any({}, "x") }, { true, false, false })
  same(glob.filter("a*", { "ab", "b", "a" }), { "ab", "a" })
  assert(host.json.is_array(glob.filter("x", {})))
  for _, text in ipairs { "a*b?[c]{d,e}\\", "", "plain", "é" } do
    assert(glob.match(glob.escape(text), text) and not glob.match(glob.escape(text), text .. "x"))
  end
  for index = 1, 600 do -- more than are kept
    assert(glob.match("a" .. index .. "*", "a" .. index .. "x"))
  end
end)

case("arguments are checked", function()
  faults("glob.match: the pattern must be a string, found nil", glob.match)
  faults("glob.match: the text must be a string, found json.null", glob.match, "*", io.stdin)
  faults("glob.compile: the text must be a string, found nil", glob.compile("*"))
  faults("glob.filter: text 2 must be a string, found a number", glob.filter, "*", { "a", 5 })
  faults('there is no option "dot"; it has nocase, path', glob.match, "*", "a", { dot = true })
end)

return harness
