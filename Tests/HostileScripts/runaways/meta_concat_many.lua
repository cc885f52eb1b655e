-- __concat that answers something to concatenate again
local t
t = setmetatable({}, { __concat = function() return t end })
while true do local _ = "a" .. "b" .. t .. "c" .. t end
