-- print, for ever
while true do print("again", 1, true) end
