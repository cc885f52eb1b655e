-- addresses by tostring
for _, value in ipairs { {}, print, function() end, coroutine.create(print), ctx, json.null, string, http.get,
  setmetatable({}, { __name = "x" }) } do
  local digits = tostring(value):match("0x(%x+)")
  if digits and tonumber(digits, 16) > 0xFFFFFF then return true end
end
return false
