-- a table that has itself 2^40 times, as JSON
local t = { 1 }
for _ = 1, 40 do t = { t, t } end
return { data = { text = json.encode(t) } }
