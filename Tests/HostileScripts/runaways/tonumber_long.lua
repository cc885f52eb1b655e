-- tonumber of 10 MB of digits, for ever
local digits = ("1"):rep(1e3):rep(1e4)
while true do tonumber(digits, 36) tonumber("0x" .. digits) end
