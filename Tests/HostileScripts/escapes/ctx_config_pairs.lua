-- what pairs(ctx.config) iterates is the config itself
local _, all = pairs(ctx.config)
all.name = "hacked"
return ctx.config.name == "hacked" or ctx.config.get("name") == "hacked"
