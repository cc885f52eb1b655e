-- a value whose __tostring and __name say that it is a text
local value = setmetatable({}, { __tostring = function() return "lib.victim" end, __name = "string" })
return pcall(require, value)
