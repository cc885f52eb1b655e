-- error values that are tables, caught for ever
while true do pcall(error, setmetatable({}, { __tostring = function() while true do end end })) end
