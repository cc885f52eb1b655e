-- next that always starts anew
local t = { 1 }
while next(t) do end
