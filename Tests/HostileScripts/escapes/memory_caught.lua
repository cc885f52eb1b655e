-- going on after the memory limit was caught twice
local t = {}
local function fill() while true do t[#t + 1] = ("x"):rep(1e3):rep(1e3) .. #t end end
pcall(fill)
pcall(fill)
return true
