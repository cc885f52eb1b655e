-- sleepers that are cancelled, and leave their timers behind
local list = {}
for i = 1, 100 do list[i] = i end
while true do
  pcall(async.map, list, function(i) if i == 100 then error("x") end sleep(9e8) end, { limit = 100 })
end
