-- going on after the time limit: all strands sleep
pcall(async.all, { function() pcall(sleep, 100) end, function() pcall(sleep, 100) end })
return true
