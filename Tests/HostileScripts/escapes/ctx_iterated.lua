-- next, pairs, rawget and rawlen on ctx
local function walk() for _ in pairs(ctx) do end end
return pcall(next, ctx) or pcall(walk) or pcall(rawget, ctx, "config") or pcall(rawlen, ctx)
