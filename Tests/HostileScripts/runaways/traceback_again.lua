-- debug.traceback, for ever
while true do debug.traceback(("x"):rep(1e5)) end
