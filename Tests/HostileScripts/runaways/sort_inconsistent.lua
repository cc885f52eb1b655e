-- a comparator that always says yes, on large arrays, for ever
local list = {}
for i = 1, 1e5 do list[i] = i end
while true do pcall(table.sort, list, function() return true end) end
