-- the address of cloud metadata, which only a catalogue that lists it may allow
-- needs: http
local ok, failure = pcall(http.get, "http://169.254.169.254/latest/meta-data/", { timeout = 0.3 })
return ok or failure.kind ~= "denied"
