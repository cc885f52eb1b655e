-- addresses in the texts of errors
for _, how in ipairs {
  function() error({}) end, function() json.encode(print) end, function() json.encode({ [{}] = 1 }) end,
  function() return {} .. "x" end, function() return {} < 1 end, function() table.concat { {} } end,
  function() sleep({}) end, function() ctx.get_data({}) end, function() string.rep({}) end,
  function() async.map(print, print) end, function() return #print end, function() ({})() end,
} do
  local _, message = pcall(how)
  local digits = type(message) == "string" and message:match("0x(%x+)")
  if digits and tonumber(digits, 16) > 0xFFFFFF then return true end
end
return false
