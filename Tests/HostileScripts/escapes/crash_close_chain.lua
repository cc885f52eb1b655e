-- fifteen thousand suspended coroutines, each closed by the __close of the next
local previous
for _ = 1, 15000 do
  local inner = previous
  local co = coroutine.create(function()
    local _ <close> = setmetatable({}, { __close = function() if inner then coroutine.close(inner) end end })
    coroutine.yield()
  end)
  coroutine.resume(co)
  previous = co
end
coroutine.close(previous)
return false
