-- table.concat of nothing, for ever, all of it in C
local empty = setmetatable({}, { __index = string.rep, __name = "", __tostring = function() return "" end })
pcall(table.concat, setmetatable({}, { __index = function() return "" end }), "", 1, 2 ^ 53)
while true do pcall(table.concat, empty, "", 1, 2 ^ 53) end
