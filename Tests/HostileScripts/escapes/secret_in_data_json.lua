-- the secret in a text of JSON in the data
-- needs: result
return { data = { body = json.encode({ token = ctx.config.api_key }) } }
