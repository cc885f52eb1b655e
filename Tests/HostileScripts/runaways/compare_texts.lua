-- comparison of equal texts of 20 MB, for ever
local a, b = ("x"):rep(2e3):rep(1e4) .. "a", ("x"):rep(2e3):rep(1e4) .. "b"
while a < b do end
