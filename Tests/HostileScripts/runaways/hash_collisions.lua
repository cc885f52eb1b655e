-- whole numbers that fall into one slot of a hash table once it has 2^19 places: one rehash takes minutes
local t, step = {}, 2 ^ 19 - 1 | 0
for i = 1, 2 ^ 18 + 1 do t[i * step] = true end
while true do end
