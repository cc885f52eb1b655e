-- addresses by string.format
for _, value in ipairs { {}, print, function() end, coroutine.create(print), "a text", ctx } do
  for _, format in ipairs { "%p", "%s", "%20p" } do
    local ok, text = pcall(string.format, format, value)
    local digits = ok and text:match("0x(%x+)")
    if digits and tonumber(digits, 16) > 0xFFFFFF then return true end
  end
end
return false
