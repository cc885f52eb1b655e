-- a global that is made here is seen by another file
-- needs: lib
local victim = require("lib.victim")
rawset(_ENV, "hacked", 1)
load("rawset(_ENV, 'hacked', 1)")()
_ENV.type = nil
return victim.global("hacked") ~= nil or victim.global("type") == nil
