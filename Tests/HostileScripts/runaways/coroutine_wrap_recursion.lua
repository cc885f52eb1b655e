-- a function that starts itself twice, each in a coroutine
local function f() pcall(coroutine.wrap(f)) pcall(coroutine.wrap(f)) end
f()
