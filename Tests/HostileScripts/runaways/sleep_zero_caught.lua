-- sleep(0) in pcall in a loop in pcall
while true do pcall(function() while true do pcall(sleep, 0) end end) end
