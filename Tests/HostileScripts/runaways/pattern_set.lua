-- a set of a million characters, looked through for every byte
string.find(("x"):rep(1e6), "[" .. ("a"):rep(1e6) .. "]")
