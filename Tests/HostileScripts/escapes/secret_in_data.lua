-- the secret in the data
-- needs: result
return { data = { token = ctx.config.api_key, list = { ctx.config.api_key } }, message = ctx.config.api_key }
