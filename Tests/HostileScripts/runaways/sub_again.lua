-- large pieces of a large text, for ever
local text = ("x"):rep(1e7)
while true do text:sub(2) end
