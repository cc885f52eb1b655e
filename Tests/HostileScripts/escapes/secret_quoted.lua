-- the secret as %q writes it
error(string.format("%q", ctx.config.api_key))
