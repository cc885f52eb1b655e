-- The parts of stdlib/http.lua that need no server: the header Link (RFC 8288), and places in JSON.
local harness = require("harness")
local case, same = harness.case, harness.same

local links = harness.standard("_http_link")

for text, wanted in pairs {
  ['<https://a/?p=2>; rel="next"'] = "https://a/?p=2",
  ["<https://a/?p=2>; rel=next"] = "https://a/?p=2",
  ["<https://a/?p=2>;rel=NEXT"] = "https://a/?p=2",
  ['<https://a/1>; rel="prev", <https://a/3>; rel="next", <https://a/9>; rel="last"'] = "https://a/3",
  ['<https://a/?a=1,2;x>; title="a, b; rel=\\"next\\""; rel="x next y"'] = "https://a/?a=1,2;x",
  ['</rel>; rel="next"; anchor="/other"'] = false,
  ['</a>; rel="prev"; rel="next"'] = false,
  ['</a>; rel="nextish"'] = false,
  ['</a> ; foo ; rel = "next"'] = "/a",
  ['</b>; x="'] = false,
  ['<a'] = false,
  [""] = false,
  ['garbage, <a>; rel=next'] = false,
  [',, <a>; rel=next ,'] = "a",
} do
  case("the next link of " .. text, function()
    same(links.find({ text }, "next") or false, wanted)
  end)
end

case("a link is found in any of the headers", function()
  same(links.find({ "<a>; rel=prev", "<b>; rel=next" }, "next"), "b")
end)

local paths = harness.standard("_http_path")

for _, try in ipairs {
  { { a = { b = 1 } }, "a.b", 1 },
  { { a = { b = 1 } }, "a.c", nil },
  { { a = 1 }, "a.b", nil },
  { { ["a.b"] = 1, a = { b = 2 } }, "a.b", 1 },
  { { a = { { n = 1 }, { n = 2 } } }, "a.2.n", 2 },
  { { ["a.b"] = { c = 1 }, a = {} }, "a.b.c", 1 },
  { { a = { ["b.c"] = 1 } }, { "a", "b.c" }, 1 },
  { "text", "a", nil },
} do
  case(("the path %s"):format(paths.text(try[2])), function()
    same(paths.get(try[1], try[2]), try[3])
  end)
end

return harness
