-- a result with a hundred thousand keys that are not kept, each with a warning
local result = { data = {} }
for i = 1, 1e5 do result["messag" .. i] = i end
return result
