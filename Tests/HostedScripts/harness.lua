-- For tests that need the host: what fails is printed, and the test looks that nothing was.
local comparing = require("comparing")

local M = { count = 0, same = comparing.same, faults = comparing.faults }

function M.case(name, body)
  M.count = M.count + 1
  local ok, fault = pcall(body)
  if not ok then
    print("FAILED " .. name .. ": " .. tostring(fault))
  end
end

return M
