-- a finalizer by setmetatable
local called = false
pcall(setmetatable, {}, { __gc = function() called = true end })
for i = 1, 1e6 do local _ = { i } end
return called
