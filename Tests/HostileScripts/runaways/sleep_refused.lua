-- sleep with arguments that it refuses, for ever
while true do pcall(sleep, -1) pcall(sleep, 0 / 0) pcall(sleep, "x") pcall(sleep, math.huge) end
