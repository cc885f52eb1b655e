-- memory errors, and a __close that asks for more
local function fill()
  local _ <close> = setmetatable({}, { __close = function() local _ = ("x"):rep(2e8) end })
  local t = {}
  while true do t[#t + 1] = {} end
end
while true do pcall(fill) end
