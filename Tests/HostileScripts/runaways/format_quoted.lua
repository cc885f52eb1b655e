-- %q of 10 MB of line breaks, for ever
local text = ("\n"):rep(1e3):rep(1e4)
while true do string.format("%q", text) end
