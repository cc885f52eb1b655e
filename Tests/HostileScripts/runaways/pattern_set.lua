-- a set of a million characters, looked through for every byte
string.find(("x"):rep(1e3):rep(1e3), "[" .. ("a"):rep(1e3):rep(1e3) .. "]")
