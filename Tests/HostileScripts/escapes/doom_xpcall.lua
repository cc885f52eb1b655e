-- going on after the time limit: xpcall and its handler
local escaped = false
xpcall(function() while true do end end, function() escaped = true ctx.add_log("ESCAPED") end)
return true
