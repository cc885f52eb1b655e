-- the same chain, closed by the host when the task has failed
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
local _ <close> = setmetatable({}, { __close = function() coroutine.close(previous) end })
error("x")
