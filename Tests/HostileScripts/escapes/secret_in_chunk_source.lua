-- the secret in the source of a chunk that has no name, which tracebacks show
load("local key = '" .. ctx.config.api_key .. "' error('x')")()
