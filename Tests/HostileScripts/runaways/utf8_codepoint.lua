-- utf8.codepoint of many characters, for ever
local text = ("ü"):rep(2e5)
while true do utf8.codepoint(text, 1, -1) end
