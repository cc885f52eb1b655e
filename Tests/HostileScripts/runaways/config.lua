-- reading and listing the config, for ever
while true do for _ in pairs(ctx.config) do end end
