-- json.decode of 100 MB of white space, for ever
local text = (" "):rep(1e8) .. "1"
while true do json.decode(text) end
