-- %s of a value whose __tostring never returns
string.format("%s", setmetatable({}, { __tostring = function() while true do end end }))
