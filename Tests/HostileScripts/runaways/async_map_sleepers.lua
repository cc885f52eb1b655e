-- async.map with functions that yield for ever
async.map({ 1, 2, 3 }, function() while true do sleep(0) end end)
