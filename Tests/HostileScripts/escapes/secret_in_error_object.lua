-- the secret in an error value with __tostring
error(setmetatable({}, { __tostring = function() return ctx.config.api_key end }))
