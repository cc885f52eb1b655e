-- going on after the memory limit
pcall(function() local t = {} while true do t[#t + 1] = ("x"):rep(1e3):rep(1e3) .. #t end end)
return true
