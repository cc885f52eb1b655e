-- async.race whose second function never returns, so that the first cannot win
async.race { function() sleep(0.001) end, function() while true do end end }
