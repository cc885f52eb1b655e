-- the usual loop over select(i, …)
local values = {}
for i = 1, 2e5 do values[i] = i end
local function sum(...) for i = 1, select("#", ...) do local _ = (select(i, ...)) end end
sum(table.unpack(values))
