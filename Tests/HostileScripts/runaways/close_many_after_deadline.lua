-- a hundred variables to close, and none returns
local function f(n)
  local _ <close> = setmetatable({}, { __close = function() while true do end end })
  if n == 0 then while true do end end
  f(n - 1)
end
f(100)
