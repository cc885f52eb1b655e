-- errors of 10 MB that do not fail the task
local text = ("x"):rep(1e7)
while true do ctx.add_error(text) end
