-- async.map that never waits, for ever
while true do async.map({ 1 }, function() end) end
