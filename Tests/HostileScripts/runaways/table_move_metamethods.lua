-- table.move through metamethods that are C functions
table.move(setmetatable({}, { __index = rawlen, __newindex = rawlen }), 1, 1e15, 2)
