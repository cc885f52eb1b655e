-- one body of 20 MB in a thousand requests at once
-- needs: http
local list, body = {}, ("x"):rep(2e7)
for i = 1, 1000 do list[i] = i end
async.map(list, function() pcall(http.post, "http://127.0.0.1:1/", { body = body }) end, { limit = 1000 })
while true do end
