-- an insight with a million findings
-- needs: insight
local resources = {}
for i = 1, 5e5 do resources[i] = { id = "r" .. i, type = "x", name = "x", violation = true, message = "x" } end
return { data = {}, violation = true, resources = resources }
