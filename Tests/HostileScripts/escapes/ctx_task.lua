-- the task's own timeout and name, changed
ctx.task.timeout, ctx.task.name = 1e9, "hacked"
return ctx.task.timeout == 1e9 or ctx.task.name == "hacked"
