-- the bodies of a thousand requests, 20 MB each, held by the host
-- needs: http
local list = {}
for i = 1, 1000 do list[i] = ("x"):rep(2e7 + i) .. i end
async.map(list, function(body) http.post("http://127.0.0.1:1/", { body = body }) end, { limit = 1000 })
