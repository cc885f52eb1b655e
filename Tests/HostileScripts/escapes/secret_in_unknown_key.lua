-- the secret as a key that is not kept, with a warning
-- needs: result
return { data = {}, [ctx.config.api_key] = 1 }
