-- string.packsize of 100 MB of nothing
local format = (" "):rep(1e8)
while true do string.packsize(format) end
