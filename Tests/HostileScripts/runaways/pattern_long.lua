-- a pattern of a megabyte, tried at every position
string.find(("a"):rep(1e3):rep(1e3), ("a"):rep(5e5) .. "[b]")
