-- natives with a large table as an argument, for ever
local t = {}
for i = 1, 1e5 do t[i] = "x" end
while true do pcall(sleep, t) end
