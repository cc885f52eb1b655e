-- async.any whose functions all fail, caught for ever
while true do pcall(async.any, { function() error("x") end, function() error(setmetatable({}, { __tostring = error })) end }) end
