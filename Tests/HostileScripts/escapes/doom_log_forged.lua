-- a line logged by __close after the deadline says that the task went on
local _ <close> = setmetatable({}, { __close = function() pcall(sleep, 1) ctx.add_log("ESCAPED") end })
while true do end
