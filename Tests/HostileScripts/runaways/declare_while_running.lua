-- task{} and runner{}, refused for ever
while true do pcall(task, { name = "x", run = function() end }) pcall(runner, { name = "x" }) end
