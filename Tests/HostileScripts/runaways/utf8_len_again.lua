-- utf8.len of 50 MB, for ever
local text = ("ü"):rep(2e3):rep(1e4)
while true do utf8.len(text) end
