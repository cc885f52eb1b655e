-- a __close that waits once the time limit has passed
local _ <close> = setmetatable({}, { __close = function()
  if pcall(sleep, 0.3) then ctx.add_log("ESCAPED") end
end })
while true do end
