-- all memory that there is, held while the task succeeds
local kept = {}
pcall(function() while true do kept[#kept + 1] = ("x"):rep(1e5) .. #kept end end)
return { data = { kept = #kept } }
