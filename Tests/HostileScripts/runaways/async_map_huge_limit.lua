-- async.map over as many items as there are integers, all at once
async.map(setmetatable({}, { __len = function() return math.maxinteger end }), function() end, { limit = math.maxinteger })
