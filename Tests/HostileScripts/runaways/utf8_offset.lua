-- utf8.offset across 40 MB, for ever
local text = ("ü"):rep(2e7)
while true do utf8.offset(text, 2e7) utf8.offset(text, -2e7) end
