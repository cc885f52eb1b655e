-- an insight with a hundred thousand findings
-- needs: insight
local resources = {}
for i = 1, 1e5 do resources[i] = { id = "r" .. i, type = "x", name = "x", violation = true } end
return { data = {}, violation = true, resources = resources }
