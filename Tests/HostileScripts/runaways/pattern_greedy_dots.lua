-- .*.*.*.*b
string.match(("a"):rep(5000), (".*"):rep(4) .. "b")
