-- a reference in a text that the script makes is resolved by the host
ctx.add_log("${env:HOME} ${file:/etc/hostname}")
local text = ctx.get_logs()[1]
return not text:find("${env:HOME} ${file:/etc/hostname}", 1, true)
