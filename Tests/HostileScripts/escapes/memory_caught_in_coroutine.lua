-- going on after the memory limit was caught twice, in coroutines
local t = {}
local function fill() while true do t[#t + 1] = ("x"):rep(1e3):rep(1e3) .. #t end end
coroutine.resume(coroutine.create(fill))
coroutine.resume(coroutine.create(fill))
return true
