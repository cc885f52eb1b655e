-- errors that do not fail the task, for ever
while true do ctx.add_error("again") end
