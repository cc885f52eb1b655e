-- a coroutine of the script's own that sleeps for ever
local co = coroutine.wrap(function() while true do sleep(0) end end)
while true do co() end
