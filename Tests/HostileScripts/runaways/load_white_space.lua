-- load of 100 MB of white space, for ever
local text = (" "):rep(1e4):rep(1e4)
while true do load(text) end
