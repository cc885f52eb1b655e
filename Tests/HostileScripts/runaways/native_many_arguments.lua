-- natives with many arguments, for ever
local values = {}
for i = 1, 2e5 do values[i] = i end
while true do pcall(ctx.get_data, table.unpack(values)) end
