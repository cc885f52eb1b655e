-- endless loops, each in a coroutine that resume watches
while true do coroutine.resume(coroutine.create(function() while true do end end)) end
