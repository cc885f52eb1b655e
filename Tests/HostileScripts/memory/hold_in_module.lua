-- all memory that there is, held by a module for the tasks that follow
-- needs: lib
local kept = require("lib.victim").kept
pcall(function() while true do kept[#kept + 1] = ("x"):rep(1e5) .. #kept end end)
pcall(function() while true do kept[#kept + 1] = {} end end)
return { data = {} }
