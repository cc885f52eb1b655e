-- utf8.len of 50 MB, for ever
local text = ("ü"):rep(2e7)
while true do utf8.len(text) end
