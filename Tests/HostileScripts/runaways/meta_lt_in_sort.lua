-- sort by __lt that never returns
local meta = { __lt = function() while true do end end }
table.sort { setmetatable({}, meta), setmetatable({}, meta), setmetatable({}, meta) }
