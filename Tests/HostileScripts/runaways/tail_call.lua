-- a function that tail-calls itself
local function again() return again() end
again()
