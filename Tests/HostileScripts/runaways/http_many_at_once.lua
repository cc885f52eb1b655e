-- ten thousand requests at once, for ever
-- needs: http
local list = {}
for i = 1, 1e4 do list[i] = "http://127.0.0.1:1/" .. i end
while true do async.map(list, function(url) pcall(http.get, url) end, { limit = 1e4 | 0 }) end
