-- __band that never returns
local t = setmetatable({}, { __band = function() while true do end end })
local _ = t & 1
