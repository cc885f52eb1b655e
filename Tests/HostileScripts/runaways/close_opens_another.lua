-- each __close opens a variable that must be closed
local function f() local _ <close> = setmetatable({}, { __close = f }) end
while true do pcall(f) end
