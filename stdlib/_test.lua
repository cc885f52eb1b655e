local host = ...
local suite, running = host.standard("_test_suite"), host.standard("_test_run")

--- The globals of test files, and of no others.
local M = {}

for name, value in pairs(suite) do
  M[name] = value
end
for name, value in pairs(running) do
  M[name] = value
end

return M
