-- return pcall(f) in f, again after each overflow
local function f() return pcall(f) end
while true do f() end
