-- errors that are given a position at every one of 100 levels
local function f(n) if n == 0 then error("x", 2) end local ok, e = pcall(f, n - 1) error(e, 2) end
while true do pcall(f, 100) end
