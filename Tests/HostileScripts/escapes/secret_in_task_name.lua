-- the secret as the name of a task that does not exist
ctx.get_data(ctx.config.api_key)
