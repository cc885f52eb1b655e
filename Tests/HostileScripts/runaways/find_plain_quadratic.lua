-- a plain find that compares megabytes at every position
string.find(("a"):rep(1e7), ("a"):rep(5e6) .. "b", 1, true)
