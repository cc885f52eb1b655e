-- sleep for thirty years
sleep(9e8)
