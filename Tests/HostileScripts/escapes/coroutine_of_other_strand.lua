-- resume and close of a strand of the host's that waits
local other
local broken = false
async.all {
  function() other = coroutine.running() sleep(0.05) end,
  function()
    sleep(0.01)
    broken = coroutine.resume(other, "hacked") or pcall(coroutine.close, other)
  end,
}
return broken
