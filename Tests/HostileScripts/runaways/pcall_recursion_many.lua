-- f calls itself protected, in a loop at every level
local function f() while true do pcall(f) end end
f()
