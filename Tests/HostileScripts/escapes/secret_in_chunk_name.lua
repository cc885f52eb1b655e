-- the secret as a chunk's name, which tracebacks show
local f = load("local f = ... f() return 1", "=" .. ctx.config.api_key)
f(function() error("x") end)
