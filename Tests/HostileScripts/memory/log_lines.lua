-- log lines without end
while true do ctx.add_log("a line that says very little, again and again and again") end
