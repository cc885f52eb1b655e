-- options of json.encode that are read through metamethods
local called = false
pcall(json.encode, 1, setmetatable({}, { __index = function() called = true return true end, __pairs = error }))
return called and pcall(json.encode, 1, { no_such = true })
