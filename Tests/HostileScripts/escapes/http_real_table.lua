-- the real table of http, through what pairs gives
local iterate, state = pairs(http)
local key = iterate(state, nil)
pcall(rawset, state, key, "hacked")
return rawequal(rawget(state, key), "hacked") and http[key] == "hacked"
