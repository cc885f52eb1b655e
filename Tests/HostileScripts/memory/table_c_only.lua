-- table.move that fills a table without end, all of it in C
table.move(setmetatable({}, { __index = rawlen }), 1, 1e15, 2, {})
