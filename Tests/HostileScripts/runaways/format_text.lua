-- format of 10 MB, for ever
local text = ("x"):rep(1e3):rep(1e4)
while true do string.format("%s%s", text, text) end
