-- ctx.get_data, for ever
while true do ctx.get_data() end
