-- resume, close and wrap of the task's own coroutine
local co = coroutine.running()
return coroutine.resume(co) or pcall(coroutine.close, co) or pcall(coroutine.wrap, co)
