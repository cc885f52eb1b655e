-- all memory that there is, held, and no end
local kept = {}
pcall(function() while true do kept[#kept + 1] = ("x"):rep(1e5) .. #kept end end)
pcall(function() while true do kept[#kept + 1] = {} end end)
while true do pcall(function() kept.x = {} end) end
