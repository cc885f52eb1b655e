-- the secret in the log, as a part of JSON
ctx.add_log(json.encode({ token = ctx.config.api_key }))
return false
