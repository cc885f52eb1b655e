-- the secret as a member that ctx does not have
local _ = ctx[ctx.config.api_key]
