-- a new closure each time
local f = function() end
while true do local g = f f = function() return g and nil end end
