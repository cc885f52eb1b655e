-- table.remove from a table that says it is endless
table.remove(setmetatable({}, { __len = function() return 2 ^ 53 end, __newindex = rawlen }), 1)
