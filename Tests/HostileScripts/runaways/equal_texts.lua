-- equality of texts of 20 MB, for ever
local a, b = ("x"):rep(2e7), ("x"):rep(2e7)
while a == b do end
