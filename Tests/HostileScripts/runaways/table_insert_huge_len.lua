-- table.insert at the front of a table that says it is endless
table.insert(setmetatable({}, { __len = function() return 2 ^ 53 end, __newindex = rawlen }), 1, "x")
