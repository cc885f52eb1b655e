-- more than the memory limit, asked for again and again
while true do pcall(string.rep, "x", 1e12) end
