-- equality of texts of 20 MB, for ever
local a, b = ("x"):rep(2e3):rep(1e4), ("x"):rep(2e3):rep(1e4)
while a == b do end
