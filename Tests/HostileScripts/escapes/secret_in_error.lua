-- the secret in an error
error("key: " .. ctx.config.api_key)
