-- __le that never returns
local t = setmetatable({}, { __le = function() while true do end end })
local _ = t <= t
