-- concatenation of texts of 20 MB, for ever
local text = ("x"):rep(2e7)
while true do local _ = text .. text end
