-- async.map in async.map, ten of ten of ten …
local list = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }
local function level(n) if n > 0 then async.map(list, function() level(n - 1) end) end end
level(10)
