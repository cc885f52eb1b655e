-- gmatch of nothing on 10 MB, for ever
local text = ("x"):rep(1e3):rep(1e4)
while true do for _ in text:gmatch("") do end end
