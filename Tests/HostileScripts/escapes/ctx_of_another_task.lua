-- ctx functions with objects that say they are ctx
local fake = setmetatable({}, { __name = "ctx" })
return pcall(ctx.get_data, fake) or pcall(ctx.get_data, fake, "early") or pcall(ctx.base, fake, "x")
