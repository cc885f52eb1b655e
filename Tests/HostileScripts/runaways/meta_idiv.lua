-- __idiv that never returns
local t = setmetatable({}, { __idiv = function() while true do end end })
local _ = t // 1
