-- a host that the catalogue does not list
-- needs: http
local ok, failure = pcall(http.get, "http://127.0.0.1:1/", { timeout = 0.3 })
return ok or failure.kind ~= "denied"
