-- lookups in a table whose keys all collide
local t, step = {}, 2 ^ 17 - 1 | 0
for i = 1, 2 ^ 16 + 1 do t[i * step] = true end
while true do local _ = t[step * 2 ^ 20 | 0] end
