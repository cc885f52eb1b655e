-- async.timeout in async.timeout, without an end, caught on each level
local function nest() pcall(async.timeout, 1e6, nest) sleep(9e8) end
nest()
