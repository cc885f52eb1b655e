-- stdlib/base64.lua: the vectors of RFC 4648 §10, and what §3 leaves to refuse.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local base64 = harness.standard("base64")

local vectors = {
  [""] = "", f = "Zg==", fo = "Zm8=", foo = "Zm9v", foob = "Zm9vYg==", fooba = "Zm9vYmE=", foobar = "Zm9vYmFy",
}

for data, text in pairs(vectors) do
  case("RFC 4648 §10: " .. data, function()
    same({ base64.encode(data), base64.decode(text) }, { text, data })
    local bare = text:gsub("=", "")
    same({ base64.encode_url(data), base64.decode_url(bare), base64.decode_url(text) }, { bare, data, data })
    same(base64.encode_url(data, { padding = true }), text)
  end)
end

case("the alphabets differ in two characters", function()
  same({ base64.encode("\xFB\xFF\xBF"), base64.encode_url("\xFB\xFF\xBF") }, { "+/+/", "-_-_" })
  same({ base64.decode("+/+/"), base64.decode_url("-_-_") }, { "\xFB\xFF\xBF", "\xFB\xFF\xBF" })
end)

case("RFC 7515 appendix C", function()
  same(base64.encode_url("\x03\xEC\xFF\xE0\xC1"), "A-z_4ME")
  same(base64.decode_url("A-z_4ME"), "\x03\xEC\xFF\xE0\xC1")
end)

case("every length and every byte comes back", function()
  local bytes = {}
  for i = 0, 299 do
    bytes[i + 1] = string.char(i * 7 % 256)
  end
  local whole = table.concat(bytes)
  for length = 0, #whole do
    local data = whole:sub(1, length)
    local text = base64.encode(data)
    assert(base64.decode(text) == data and base64.decode_url(base64.encode_url(data)) == data, length)
    same(#text, (length + 2) // 3 * 4)
  end
end)

case("a text of RFC 4648's length is encoded as others do", function()
  same(base64.encode(("Many hands make light work. "):rep(3)),
    "TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcmsuIE1hbnkgaGFuZHMgbWFrZSBsaWdodCB3b3JrLiBN"
      .. "YW55IGhhbmRzIG1ha2UgbGlnaHQgd29yay4g")
end)

for text, fault in pairs {
  ["Zg"] = 'invalid Base64 at byte 3: the padding must be "==", found none',
  ["Zg="] = 'invalid Base64 at byte 3: the padding must be "==", found "="',
  ["Zm8"] = 'at byte 4: the padding must be "=", found none',
  ["Zm9v="] = 'at byte 5: the padding must be absent, found "="',
  ["Zg======"] = 'at byte 3: the padding must be "==", found 6 characters',
  ["===="] = 'at byte 1: the padding must be absent, found "===="',
  ["Z"] = "at byte 1: a lone character at the end",
  ["Zg==Zg=="] = "at byte 3: padding stands only at the end",
  ["Zm9v\nZg=="] = "at byte 5: white space; pass { whitespace = true } to skip it",
  ["Zm9*"] = 'at byte 4: "*" is not in the alphabet',
  ["-w=="] = 'at byte 1: "-" belongs to the URL alphabet; use base64.decode_url',
  ["Zh=="] = "at byte 2: the bits that the last character leaves over are not zero",
  ["Zm9="] = "at byte 3: the bits that the last character leaves over are not zero",
} do
  case(("decode refuses %q"):format(text), function()
    faults("base64.decode: ", base64.decode, text)
    faults(fault, base64.decode, text)
  end)
end

case("decode_url refuses the other alphabet and wrong padding", function()
  faults('base64.decode_url: invalid Base64 at byte 1: "+" belongs to the standard alphabet', base64.decode_url, "+w")
  faults('the padding must be "==", found "="', base64.decode_url, "Zg=")
end)

case("white space is skipped when asked", function()
  same(base64.decode(" Zm9v\r\n Yg = =\n", { whitespace = true }), "foob")
end)

case("arguments are checked", function()
  faults("base64.encode: the data must be a string, found a number", base64.encode, 5)
  faults("base64.decode: the text must be a string, found json.null", base64.decode, io.stdin)
  faults('base64.decode: there is no option "strict"; it has whitespace', base64.decode, "", { strict = true })
  faults("base64.decode: the option whitespace must be a boolean, found a string", base64.decode, "",
    { whitespace = "yes" })
end)

return harness
