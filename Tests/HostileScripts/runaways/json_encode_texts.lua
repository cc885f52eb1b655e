-- json.encode of 10 MB that must be escaped, for ever
local text = ("\1"):rep(1e7)
while true do json.encode(text) end
