-- json.decode of a large text, for ever
local text = "[" .. ("[1,2,3],"):rep(1e5) .. "1]"
while true do json.decode(text) end
