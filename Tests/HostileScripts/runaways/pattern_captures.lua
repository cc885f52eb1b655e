-- captures that backtrack
string.match(("a"):rep(5000), ("(a-)"):rep(6) .. "b")
