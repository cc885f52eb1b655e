-- a finalizer that is put into the metatable afterwards
local called = false
local meta = {}
for _ = 1, 100 do setmetatable({}, meta) end
meta.__gc = function() called = true end
for _ = 1, 100 do pcall(setmetatable, setmetatable({}, nil), meta) end
for i = 1, 1e6 do local _ = { i } end
return called
