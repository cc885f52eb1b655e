-- real work in __close after the time limit: more than a moment of it
local _ <close> = setmetatable({}, { __close = function()
  local start = os.clock()
  while os.clock() - start < 3 do pcall(function() end) end
  ctx.add_log("ESCAPED")
end })
while true do end
