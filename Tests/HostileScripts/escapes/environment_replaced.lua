-- _ENV replaced, and code of others with it
-- needs: lib
local victim = require("lib.victim")
local old = _ENV
do
  local _ENV = { hacked = 1, tostring = function() return "hacked" end }
  if old.require("lib.victim").text_of(1) == "hacked" then return true end
end
_ENV = old.setmetatable({ tostring = function() return "hacked" end }, { __index = old })
return victim.text_of(1) == "hacked"
