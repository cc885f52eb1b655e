-- load of 100 MB of white space, for ever
local text = (" "):rep(1e8)
while true do load(text) end
