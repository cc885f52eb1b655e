-- async.all with one that sleeps and one that never returns
async.all { function() sleep(1000) end, function() while true do end end }
