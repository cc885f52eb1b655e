-- log lines, for ever
while true do ctx.add_log("again") end
