-- json.decode of 100 MB of white space, for ever
local text = (" "):rep(1e4):rep(1e4) .. "1"
while true do json.decode(text) end
