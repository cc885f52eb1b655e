-- json.decode of a number of 50 MB
json.decode(("9"):rep(5e3):rep(1e4))
while true do pcall(json.decode, ("9"):rep(5e3):rep(1e4) .. "e-50000000") end
