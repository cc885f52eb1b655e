-- string.packsize of 100 MB of nothing
local format = (" "):rep(1e4):rep(1e4)
while true do string.packsize(format) end
