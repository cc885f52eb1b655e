-- __pairs that never returns
local t = setmetatable({}, { __pairs = function() while true do end end })
pairs(t)
