-- a gsub callback that is a C function, on 50 MB
string.gsub(("x"):rep(5e3):rep(1e4), ".", string.upper)
