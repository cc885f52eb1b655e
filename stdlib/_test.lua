local host = ...
local suite, running = host.standard("_test_suite"), host.standard("_test_run")

--- The globals of test files, and of no others.
local M = {}

for name, value in pairs(suite) do
  M[name] = value
end
M.run_task, M.run_integration = running.run_task, running.run_integration

return M
