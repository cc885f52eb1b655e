-- functions of the host with tables as defaults that a script can reach
local iterate = pairs(string)
local ok, key, value = pcall(iterate, string, nil)
return ok and type(value) == "table" and rawset(value, key, 1) ~= nil
