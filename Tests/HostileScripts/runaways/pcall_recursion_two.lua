-- f calls itself twice, protected
local function f() pcall(f) pcall(f) end
f()
