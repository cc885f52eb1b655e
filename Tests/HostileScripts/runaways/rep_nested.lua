-- rep of rep, too large, caught for ever
while true do pcall(function() return ("x"):rep(1e5):rep(1e5):rep(1e5) end) end
