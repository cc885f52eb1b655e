-- load of a table with a million constants, for ever
local parts = {}
for i = 1, 1e5 do parts[i] = i .. ".5" end
local text = "return {" .. table.concat(parts, ",") .. "}"
while true do load(text) end
