-- going on after the time limit: the limit strikes in a strand
pcall(async.all, { function() while true do end end, function() sleep(100) end })
return true
