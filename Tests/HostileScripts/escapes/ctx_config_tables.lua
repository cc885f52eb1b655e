-- a table of the config that is changed for all
pcall(function() ctx.config.list[1] = "hacked" end)
pcall(table.insert, ctx.config.list, "hacked")
return ctx.config.list[1] == "hacked" or #ctx.config.list ~= 2
