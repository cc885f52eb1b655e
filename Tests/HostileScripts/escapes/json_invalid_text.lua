-- texts that are not UTF-8, as JSON
for _, text in ipairs { "\xff", "\xed\xa0\x80", "\xc0\x80", "\xf8\x88\x80\x80\x80", "a\xe2\x82" } do
  local ok, encoded = pcall(json.encode, text)
  if ok and not utf8.len(encoded) then return true end
end
return false
