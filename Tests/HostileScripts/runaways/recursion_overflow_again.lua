-- a stack overflow, caught, for ever
local function deep() return 1 + deep() end
while true do pcall(deep) end
