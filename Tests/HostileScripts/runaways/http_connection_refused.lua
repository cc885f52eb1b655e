-- requests to a port where nobody listens, for ever
-- needs: http
while true do pcall(http.get, "http://127.0.0.1:1/") end
