-- table.concat of many texts, for ever
local list = {}
for i = 1, 1e6 do list[i] = "x" end
while true do table.concat(list, ",") end
