-- __shl that never returns
local t = setmetatable({}, { __shl = function() while true do end end })
local _ = t << 1
