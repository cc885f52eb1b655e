-- a result that has itself 2^40 times, without a circle
local t = { 1 }
for _ = 1, 40 do t = { t, t } end
return { data = t }
