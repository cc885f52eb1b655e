-- load of 100 MB of empty statements
local text = (";"):rep(1e8)
while true do load(text) end
