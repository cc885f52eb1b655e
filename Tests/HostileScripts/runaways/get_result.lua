-- ctx.get_result and its kin, for ever
while true do ctx.get_result() ctx.get_status() ctx.get_controls() ctx.get_errors() end
