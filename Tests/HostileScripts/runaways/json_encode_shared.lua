-- json.encode of a table that has itself 2^40 times, without a circle
local t = { 1 }
for _ = 1, 40 do t = { t, t } end
while true do pcall(json.encode, t) end
