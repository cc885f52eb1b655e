-- gsub whose pattern backtracks
string.gsub(("a"):rep(5000), (".-"):rep(4) .. "b", "")
