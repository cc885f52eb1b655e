-- addresses by print, seen in the log
print({}, print, coroutine.running())
local digits = table.concat(ctx.get_logs(), "\n"):match("0x(%x+)")
return digits ~= nil and tonumber(digits, 16) > 0xFFFFFF
