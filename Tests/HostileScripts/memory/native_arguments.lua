-- an argument of a native that has itself 2^30 times, without a circle
local t = { 1 }
for _ = 1, 30 do t = { t, t } end
sleep(t)
