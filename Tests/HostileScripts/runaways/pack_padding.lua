-- string.pack with a format of 50 MB
string.pack(("x"):rep(5e3):rep(1e4))
while true do string.pack(("x"):rep(5e3):rep(1e4)) end
