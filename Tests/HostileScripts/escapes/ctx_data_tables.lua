-- the data of another task that is changed for all
ctx.get_data("early").list[1] = "hacked"
return ctx.get_data("early").list[1] == "hacked"
