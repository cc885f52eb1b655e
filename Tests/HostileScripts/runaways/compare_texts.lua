-- comparison of equal texts of 20 MB, for ever
local a, b = ("x"):rep(2e7) .. "a", ("x"):rep(2e7) .. "b"
while a < b do end
