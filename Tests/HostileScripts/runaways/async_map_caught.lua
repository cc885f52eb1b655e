-- async.map with functions that never return, caught for ever
while true do pcall(async.map, { 1, 2 }, function() pcall(function() while true do end end) end) end
