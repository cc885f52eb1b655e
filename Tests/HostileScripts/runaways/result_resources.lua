-- an insight with thirty thousand findings
-- needs: insight
local resources = {}
for i = 1, 3e4 do resources[i] = { id = "r" .. i, type = "x", name = "x", violation = true } end
return { data = {}, violation = true, resources = resources }
