-- a plain find on 50 MB, for ever
local text = ("a"):rep(5e3):rep(1e4)
while true do text:find("b", 1, true) end
