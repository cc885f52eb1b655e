-- closures with upvalues, all kept
local t = {}
while true do
  local a, b = {}, {}
  t[#t + 1] = function() return a, b end
end
