-- options of a request that have themselves 2^30 times, without a circle
local t = { "x" }
for _ = 1, 30 do t = { t, t } end
while true do pcall(http.get, "http://127.0.0.1:1/", { query = t, headers = t }) end
