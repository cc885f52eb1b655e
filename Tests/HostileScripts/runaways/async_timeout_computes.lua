-- async.timeout around a function that waits for nothing, caught for ever
while true do pcall(async.timeout, 0.001, function() while true do end end) end
