-- a plain find that compares megabytes at every position
string.find(("a"):rep(2e3):rep(1e3), ("a"):rep(1e3):rep(1e3) .. "b", 1, true)
