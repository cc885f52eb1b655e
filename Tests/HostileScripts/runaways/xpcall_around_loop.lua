-- an endless loop inside xpcall, then again in its handler
local function forever() while true do end end
while true do xpcall(forever, forever) end
