-- __close that never returns, at the end of the task
local _ <close> = setmetatable({}, { __close = function() while true do end end })
return { data = {} }
