-- the secret in the log, in print and in added errors
ctx.add_log("key: " .. ctx.config.api_key)
print(ctx.config.api_key)
ctx.add_error("key: " .. ctx.config.api_key)
return false
