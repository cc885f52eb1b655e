-- task{} and runner{} while tasks run
return pcall(task, { name = "more", title = "More", run = function() end }) or pcall(runner, { name = "more" })
