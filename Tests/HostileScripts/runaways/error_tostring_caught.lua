-- an error value whose __tostring catches whatever stops it
local function forever() while true do pcall(function() while true do end end) end end
error(setmetatable({}, { __tostring = forever }))
