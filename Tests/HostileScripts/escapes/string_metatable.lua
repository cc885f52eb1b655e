-- the metatable of texts
local meta = getmetatable("")
if type(meta) ~= "table" then return false end
meta.__index = { upper = function() return "hacked" end }
return ("x"):upper() == "hacked"
