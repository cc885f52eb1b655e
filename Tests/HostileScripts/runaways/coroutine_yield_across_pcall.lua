-- yields out of pcall, and back into it
local co = coroutine.wrap(function()
  while true do pcall(function() coroutine.yield() error() end) end
end)
while true do co() end
