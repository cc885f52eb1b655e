-- next, pairs and rawget on ctx
return pcall(next, ctx) or pcall(pairs, ctx) or pcall(rawget, ctx, "config") or pcall(rawlen, ctx)
