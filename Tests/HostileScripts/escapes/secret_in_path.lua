-- the secret in the path of what JSON cannot hold
-- needs: result
return { data = { [ctx.config.api_key] = print } }
