-- going on after the time limit: __tostring in tostring in pcall
pcall(tostring, setmetatable({}, { __tostring = function() while true do end end }))
return true
