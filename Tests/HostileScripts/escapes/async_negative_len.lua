-- async.map over a list that says its length is negative, or no number
local ok = pcall(async.map, setmetatable({}, { __len = function() return "x" end }), function() end)
local results = async.map(setmetatable({}, { __len = function() return -5 end }), function() end)
return ok or #results ~= 0
