-- __close that never returns, run when the deadline has passed
local _ <close> = setmetatable({}, { __close = function() while true do end end })
while true do end
