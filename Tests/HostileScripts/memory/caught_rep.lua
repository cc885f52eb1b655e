-- more than there is, asked for and caught, for ever
while true do pcall(string.rep, "x", 2 ^ 40) end
