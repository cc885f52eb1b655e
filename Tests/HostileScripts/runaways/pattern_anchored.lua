-- a pattern that is tied to the start, and backtracks all the same
string.match(("a"):rep(1e4), "^" .. ("a*"):rep(8) .. "b")
