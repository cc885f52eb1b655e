-- async.map with functions that never return
async.map({ 1, 2, 3 }, function() while true do end end)
