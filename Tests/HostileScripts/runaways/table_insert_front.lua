-- table.insert at the front of a large table, for ever
local list = {}
for i = 1, 1e6 do list[i] = i end
while true do table.insert(list, 1, 1) table.remove(list, 1) end
