-- a message handler that calls xpcall with itself
local function handler() xpcall(error, handler) xpcall(error, handler) end
while true do xpcall(error, handler) end
