-- string.unpack beyond the end
for _, try in ipairs {
  { "i4", "abc" }, { "s8", ("\xff"):rep(8) }, { "s8", ("\x7f"):rep(8) .. "x" }, { "z", "abc" }, { "i4", "abcd", 2 },
  { "i4", "abcd", -2 }, { "i4", "abcd", math.maxinteger }, { "c10", "abc" }, { "c2147483647", "abc" },
  { "!16 i16", ("x"):rep(15) }, { "s1", "\5abc" }, { "b", "", 2 }, { "c0c1", "" },
} do
  if pcall(string.unpack, table.unpack(try)) then return true end
end
return string.unpack("i4", "\1\0\0\0", math.mininteger) ~= 1
