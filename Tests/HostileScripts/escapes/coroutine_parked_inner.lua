-- resume and close of an inner coroutine that waits for the host
local inner = coroutine.create(function() sleep(0.05) return "slept" end)
local broken = false
async.all {
  function() coroutine.resume(inner) end,
  function()
    sleep(0.01)
    broken = coroutine.resume(inner, "hacked") or pcall(coroutine.close, inner)
  end,
}
return broken
