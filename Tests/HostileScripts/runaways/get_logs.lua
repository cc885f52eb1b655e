-- ctx.get_logs of more and more lines
while true do ctx.add_log("x") ctx.get_logs() end
