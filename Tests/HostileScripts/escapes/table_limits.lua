-- table functions with positions out of range
local huge = setmetatable({}, { __len = function() return math.maxinteger end })
return pcall(table.insert, {}, 5, 1) or pcall(table.insert, {}, math.mininteger, 1) or pcall(table.remove, {}, 5)
  or pcall(table.move, { 1 }, 1, math.maxinteger, 2) or pcall(table.move, {}, math.mininteger, math.maxinteger, 1)
  or pcall(table.move, {}, -1, math.maxinteger, 2) or pcall(table.sort, huge) or pcall(table.concat, {}, "", 1, 5)
  or pcall(table.concat, huge)
