-- recursion with a text a level, caught and begun again, all kept
local kept = {}
local function deep(n) kept[#kept + 1] = ("x"):rep(1000) .. #kept return 1 + deep(n + 1) end
while true do pcall(deep, 0) end
