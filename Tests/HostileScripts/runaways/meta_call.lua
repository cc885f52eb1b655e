-- __call that never returns
local t = setmetatable({}, { __call = function() while true do end end })
t()
