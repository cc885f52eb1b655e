-- a json option that is 2^30 tables
local t = { "x" }
for _ = 1, 30 do t = { t, t } end
while true do pcall(http.post, "http://127.0.0.1:1/", { json = t }) end
