-- sort of two thousand million items, all of it in C
table.sort(setmetatable({}, { __len = function() return 2 ^ 31 - 2 end, __index = rawlen, __newindex = rawlen }))
