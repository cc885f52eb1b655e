-- lower and reverse of 10 MB, for ever
local text = ("X"):rep(1e7)
while true do text:lower():reverse() end
