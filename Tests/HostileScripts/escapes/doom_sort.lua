-- going on after the time limit: a comparator in a coroutine in pcall
pcall(table.sort, { 2, 1 }, coroutine.wrap(function() while true do end end))
return true
