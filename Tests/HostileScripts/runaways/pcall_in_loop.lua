-- pcall(error) in a loop
while true do pcall(error) end
