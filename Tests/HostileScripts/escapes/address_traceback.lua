-- addresses in a traceback
local digits = debug.traceback():match("0x(%x+)")
return digits ~= nil and tonumber(digits, 16) > 0xFFFFFF
