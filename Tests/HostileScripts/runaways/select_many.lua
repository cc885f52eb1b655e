-- select among many values, for ever
local values = {}
for i = 1, 2e5 do values[i] = i end
while true do select("#", table.unpack(values)) end
