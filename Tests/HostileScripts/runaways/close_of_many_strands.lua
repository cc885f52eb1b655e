-- a thousand strands that sleep, each with a __close that never returns
local list = {}
for i = 1, 1000 do list[i] = i end
async.map(list, function()
  local _ <close> = setmetatable({}, { __close = function() while true do end end })
  sleep(1000)
end, { limit = 1000 })
