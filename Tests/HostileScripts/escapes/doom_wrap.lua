-- going on after the time limit: coroutine.wrap in pcall
pcall(coroutine.wrap(function() while true do end end))
return true
