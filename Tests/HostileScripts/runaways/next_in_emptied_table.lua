-- next through a large table that was emptied, for ever
local t = {}
for i = 1, 1e5 do t["k" .. i] = true end
for k in pairs(t) do t[k] = nil end
while next(t) == nil do end
