-- functions that hold 100,000 arguments a level
local function f(...) return (select("#", f(1, ...))) end
local values = {}
for i = 1, 1e5 do values[i] = i end
f(table.unpack(values))
while true do end
