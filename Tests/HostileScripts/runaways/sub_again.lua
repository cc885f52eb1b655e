-- large pieces of a large text, for ever
local text = ("x"):rep(1e3):rep(1e4)
while true do text:sub(2) end
