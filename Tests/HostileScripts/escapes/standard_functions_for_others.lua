-- a global function that is replaced here is replaced in another file
-- needs: lib
local victim = require("lib.victim")
pcall(function() tostring = function() return "hacked" end end)
pcall(rawset, _ENV, "tostring", function() return "hacked" end)
return victim.text_of(1) == "hacked"
