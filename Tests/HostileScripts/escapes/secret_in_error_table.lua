-- the secret in an error that is a table, which the host writes as JSON
error({ token = ctx.config.api_key })
