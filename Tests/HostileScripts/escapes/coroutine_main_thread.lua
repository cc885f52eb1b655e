-- the main thread of the state, through coroutine.running
local co, is_main = coroutine.running()
return is_main or coroutine.status(co) ~= "running"
