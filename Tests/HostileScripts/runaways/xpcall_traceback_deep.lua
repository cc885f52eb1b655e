-- tracebacks of deep stacks
local function deep(n) if n == 0 then error("x") end return 1 + deep(n - 1) end
while true do xpcall(deep, debug.traceback, 1e5) end
