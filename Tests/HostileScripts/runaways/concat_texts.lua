-- concatenation of texts of 20 MB, for ever
local text = ("x"):rep(2e3):rep(1e4)
while true do local _ = text .. text end
