-- the secret as a global that is assigned
_ENV[ctx.config.api_key] = 1
