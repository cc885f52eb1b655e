-- a million strands that sleep
local list = {}
for i = 1, 1e6 do list[i] = i end
async.map(list, function() sleep(1000) end, { limit = 1e6 | 0 })
