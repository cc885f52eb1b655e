-- the secret as a function's name, which tracebacks show
local t = { [ctx.config.api_key] = function() error("x") end }
local f = load("local t = ... t['" .. ctx.config.api_key .. "']() return 1", "=x")
f(t)
