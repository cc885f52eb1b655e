-- log lines of 10 MB
local text = ("x"):rep(1e7)
while true do ctx.add_log(text) end
