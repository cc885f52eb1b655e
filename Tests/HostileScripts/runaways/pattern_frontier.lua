-- frontiers between lazy dots
string.find(("a "):rep(3000), (".-%f[a]"):rep(4) .. "b")
