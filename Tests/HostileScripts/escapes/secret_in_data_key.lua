-- the secret as a key in the data
-- needs: result
return { data = { [ctx.config.api_key] = 1 } }
