-- texts of 10 MB, all kept
local t = {}
while true do t[#t + 1] = ("x"):rep(1e7) .. #t end
