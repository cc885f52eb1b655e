-- utf8.offset across 40 MB, for ever
local text = ("ü"):rep(2e3):rep(1e4)
while true do utf8.offset(text, 2e7) utf8.offset(text, -2e7) end
