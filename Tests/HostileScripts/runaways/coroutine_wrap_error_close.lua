-- a wrapped coroutine fails, and its __close never returns
pcall(coroutine.wrap(function()
  local _ <close> = setmetatable({}, { __close = function() while true do end end })
  error("x")
end))
while true do end
