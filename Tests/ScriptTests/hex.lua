-- stdlib/hex.lua: the vectors of RFC 4648 §10.
local harness = require("harness")
local case, same, faults = harness.case, harness.same, harness.faults
local hex = harness.standard("hex")

for data, text in pairs {
  [""] = "", f = "66", fo = "666F", foo = "666F6F", foob = "666F6F62", fooba = "666F6F6261", foobar = "666F6F626172",
} do
  case("RFC 4648 §10: " .. data, function()
    same({ hex.encode(data), hex.decode(text), hex.decode(text:lower()) }, { text:lower(), data, data })
  end)
end

case("every length and every byte comes back", function()
  local bytes = {}
  for i = 0, 299 do
    bytes[i + 1] = string.char(i % 256)
  end
  local whole = table.concat(bytes)
  for length = 0, #whole do
    local data = whole:sub(1, length)
    assert(hex.decode(hex.encode(data)) == data and #hex.encode(data) == 2 * length, length)
  end
  same(hex.encode(whole:sub(1, 36)), "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223")
  same(hex.encode(("\xFF\n"):rep(16)), ("ff0a"):rep(16))
  same(hex.decode("aAFfFafA"), "\xAA\xFF\xFA\xFA")
end)

case("faults", function()
  faults('hex.decode: invalid hexadecimal at byte 2: "x" is not a digit', hex.decode, "0x12")
  faults('at byte 3: " " is not a digit', hex.decode, "12 3")
  faults("hex.decode: invalid hexadecimal: 3 digits are not whole bytes", hex.decode, "123")
  faults("hex.decode: the text must be a string, found nil", hex.decode)
  faults("hex.encode: the data must be a string, found a table", hex.encode, {})
end)

return harness
