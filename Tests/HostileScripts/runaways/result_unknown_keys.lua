-- a result with half a million keys that are not kept, each with a warning
local result = { data = {} }
for i = 1, 5e5 do result["messag" .. i] = i end
return result
