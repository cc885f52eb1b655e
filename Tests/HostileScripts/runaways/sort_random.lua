-- a comparator that throws dice
local list = {}
for i = 1, 1e6 do list[i] = i end
while true do pcall(table.sort, list, function() return math.random() < 0.5 end) end
