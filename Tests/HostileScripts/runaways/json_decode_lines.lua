-- json.decode of what is wrong after ten million lines
local text = "[" .. ("\n"):rep(1e3):rep(1e4) .. "x"
while true do pcall(json.decode, text) end
