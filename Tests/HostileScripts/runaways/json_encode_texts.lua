-- json.encode of 10 MB that must be escaped, for ever
local text = ("\1"):rep(1e3):rep(1e4)
while true do json.encode(text) end
