-- async.map over as many items as there are integers
async.map(setmetatable({}, { __len = function() return math.maxinteger end }), function() end)
