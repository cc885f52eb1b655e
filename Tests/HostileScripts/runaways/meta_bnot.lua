-- __bnot that never returns
local t = setmetatable({}, { __bnot = function() while true do end end })
local _ = ~t
