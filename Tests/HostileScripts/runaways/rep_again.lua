-- rep of 10 MB, for ever
while true do local _ = ("x"):rep(1e7) end
