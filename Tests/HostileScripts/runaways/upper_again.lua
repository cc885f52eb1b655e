-- upper of 10 MB, for ever
local text = ("x"):rep(1e7)
while true do text:upper() end
