-- sleep(0), for ever
while true do sleep(0) end
