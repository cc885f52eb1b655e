-- a format text of 40 MB of escapes
while true do string.format(("%%"):rep(2e3):rep(1e4)) end
