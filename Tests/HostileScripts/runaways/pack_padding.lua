-- string.pack with a format of 50 MB
string.pack(("x"):rep(5e7))
while true do string.pack(("x"):rep(5e7)) end
