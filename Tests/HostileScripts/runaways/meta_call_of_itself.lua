-- a table that is its own __call
-- uninterruptible: only the last resort of the command ends it
local t = {}
setmetatable(t, { __call = t })
while true do pcall(t) end
