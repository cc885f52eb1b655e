-- a gsub table whose __index never returns
string.gsub("x", "x", setmetatable({}, { __index = function() while true do end end }))
