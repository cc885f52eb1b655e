-- the secret as the name of a module that does not exist
require(ctx.config.api_key)
