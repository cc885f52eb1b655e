-- positions inside the host in messages of errors
for _, how in ipairs {
  function() http.get(1) end, function() async.map(1) end, function() require(1) end, function() ctx.config.x = 1 end,
  function() string.x = 1 end, function() return ctx.nothing end, function() sleep("x") end, function() print(setmetatable({}, { __tostring = error })) end,
  function() http.request(1, 2) end, function() json.encode(print) end, function() collectgarbage("stop") end, function() x = 1 end,
} do
  local _, message = pcall(how)
  message = tostring(message)
  if message:find("stdlib/", 1, true) or message:find("prelude", 1, true) or message:find("%.swift") then return true end
end
return false
