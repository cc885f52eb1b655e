-- going on after the memory limit, in a coroutine
coroutine.resume(coroutine.create(function() local t = {} while true do t[#t + 1] = ("x"):rep(1e3):rep(1e3) .. #t end end))
return true
