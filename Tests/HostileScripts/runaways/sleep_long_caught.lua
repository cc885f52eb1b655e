-- sleep for thirty years, caught, again
while true do pcall(sleep, 9e8) end
