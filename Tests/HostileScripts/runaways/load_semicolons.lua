-- load of 100 MB of empty statements
local text = (";"):rep(1e4):rep(1e4)
while true do load(text) end
