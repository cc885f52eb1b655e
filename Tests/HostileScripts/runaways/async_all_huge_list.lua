-- async.all of an endless list
async.all(setmetatable({}, { __index = function() return function() end end }))
