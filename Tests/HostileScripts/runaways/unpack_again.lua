-- string.unpack of many values, for ever
local format, text = ("b"):rep(1e5), ("x"):rep(1e5)
while true do string.unpack(format, text) end
