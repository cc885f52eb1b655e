-- memory errors, and a handler that asks for more
local function fill() local t = {} while true do t[#t + 1] = {} end end
while true do xpcall(fill, function() return ("x"):rep(2e8) end) end
