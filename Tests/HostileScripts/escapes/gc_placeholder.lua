-- a finalizer that is true or false first
local called = false
local meta = { __gc = false }
for _, value in ipairs { true, false, 1 } do
  meta.__gc = value
  pcall(setmetatable, {}, meta)
  meta.__gc = function() called = true end
end
for i = 1, 1e6 do local _ = { i } end
return called
