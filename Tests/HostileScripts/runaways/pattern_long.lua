-- a pattern of a megabyte, tried at every position
string.find(("a"):rep(1e6), ("a"):rep(5e5) .. "[b]")
