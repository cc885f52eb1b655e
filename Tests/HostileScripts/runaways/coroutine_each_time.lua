-- a coroutine an iteration, dropped half way
while true do coroutine.wrap(function() coroutine.yield() end)() end
