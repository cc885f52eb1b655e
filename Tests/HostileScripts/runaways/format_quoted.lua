-- %q of 10 MB of line breaks, for ever
local text = ("\n"):rep(1e7)
while true do string.format("%q", text) end
