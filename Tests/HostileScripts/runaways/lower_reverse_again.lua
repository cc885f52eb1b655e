-- lower and reverse of 10 MB, for ever
local text = ("X"):rep(1e3):rep(1e4)
while true do text:lower():reverse() end
