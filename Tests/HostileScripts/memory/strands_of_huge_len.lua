-- as many strands as there are integers
local meta = { __len = function() return math.maxinteger end }
async.map(setmetatable({}, meta), function() sleep(1000) end, { limit = math.maxinteger })
