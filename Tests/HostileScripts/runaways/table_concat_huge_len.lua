-- table.concat of as many items as there are integers
local meta = { __len = function() return math.maxinteger - 1 end, __index = function() return "" end }
table.concat(setmetatable({}, meta))
