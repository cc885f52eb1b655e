-- an endless loop inside coroutine.wrap
coroutine.wrap(function() while true do end end)()
