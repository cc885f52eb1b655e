-- json.encode of a large table, for ever
local list = {}
for i = 1, 1e5 do list[i] = { id = i, name = "x" } end
while true do json.encode(list) end
