-- a finalizer that the metatable inherits
local called = false
local meta = setmetatable({}, { __index = { __gc = function() called = true end } })
pcall(setmetatable, {}, meta)
for i = 1, 1e6 do local _ = { i } end
return called
