-- a result with a million keys that are not kept, each with a warning
local result = { data = {} }
for i = 1, 1e6 do result["k" .. i] = i end
return result
