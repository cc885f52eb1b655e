-- load whose reader never ends
local piece = (" "):rep(2 ^ 20)
load(function() return piece end)
