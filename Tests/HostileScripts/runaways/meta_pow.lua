-- __pow that never returns
local t = setmetatable({}, { __pow = function() while true do end end })
local _ = t ^ 2
