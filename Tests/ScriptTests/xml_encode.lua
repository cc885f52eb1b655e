-- stdlib/_xml_encode.lua: what xml.encode and xml.escape write; reading needs the host and is tested with it.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local M = harness.standard("_xml_encode")

local function written(node, wanted)
  case(wanted, function()
    same(M.encode(node), wanted)
  end)
end

written({ name = "a" }, "<a/>")
written({ name = "a", attributes = {} }, "<a/>")
written({ name = "s:a", attributes = { ["xmlns:s"] = "urn:s", b = 1, c = true } },
  '<s:a b="1" c="true" xmlns:s="urn:s"/>')
written({ name = "a", "one", { name = "b", 2 }, false }, "<a>one<b>2</b>false</a>")
written({ name = "a", "<&>\"'\r\n\t" }, "<a>&lt;&amp;&gt;\"'&#13;\n\t</a>")
written({ name = "a", attributes = { x = "<&>\"'\r\n\t" } }, '<a x="&lt;&amp;&gt;&quot;\'&#13;&#10;&#9;"/>')
written({ name = "é", "ü😀" }, "<é>ü😀</é>")

case("options", function()
  local node = { name = "a", { name = "b", { name = "c" } }, { name = "d", "text", { name = "e" } } }
  same(M.encode(node, { declaration = true }),
    '<?xml version="1.0" encoding="UTF-8"?>\n<a><b><c/></b><d>text<e/></d></a>')
  same(M.encode(node, { indent = 2 }), "<a>\n  <b>\n    <c/>\n  </b>\n  <d>text<e/></d>\n</a>\n")
  faults("there is no option \"indnt\"", M.encode, node, { indnt = 2 })
  faults("indent must be at most 16, found 1000000", M.encode, node, { indent = 1000000 })
end)

case("escape", function()
  same(M.escape("xml.escape", "a < b & c > \"d\" 'e'"), "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;")
  faults("xml.escape: the text must be a string, found nil", M.escape, "xml.escape", nil)
  faults("xml.escape: the text is not UTF-8 at byte 2", M.escape, "xml.escape", "a\xFF")
  faults("XML cannot hold the character at byte 1, \"\\x00\"", M.escape, "xml.escape", "\0")
  faults("XML cannot hold the character at byte 2", M.escape, "xml.escape", "a\u{FFFF}")
end)

case("faults", function()
  local round = { name = "a" }
  round[1] = round
  faults("nested deeper than 200 levels, or hold themselves", M.encode, round)
  faults("the node must be a table, found nil", M.encode, nil)
  faults("the name of an element must be a string, found nil", M.encode, { "x" })
  faults('the name of an element "a b" is not a name in XML', M.encode, { name = "a b" })
  faults('the name of an element "1" is not a name', M.encode, { name = "1" })
  faults('an attribute of <a> "x=" is not a name', M.encode, { name = "a", attributes = { ["x="] = 1 } })
  faults("the attributes of <a> must be a table, found a string", M.encode, { name = "a", attributes = "x" })
  faults("the attribute x of <a> must be a string, a number or a boolean, found a table", M.encode,
    { name = "a", attributes = { x = {} } })
  faults("child 2 of <a> must be a string, a number or a boolean, found a function", M.encode,
    { name = "a", "", print })
end)

return harness
