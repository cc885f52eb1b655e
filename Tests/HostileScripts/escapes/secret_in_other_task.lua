-- the secret through another task's data, read and logged by the next
ctx.add_log(ctx.config.get("api_key"):sub(1))
ctx.add_log(json.encode(json.decode(json.encode(ctx.config.api_key))))
return false
