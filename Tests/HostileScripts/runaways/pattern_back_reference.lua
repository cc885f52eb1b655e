-- a back-reference compared at every length
string.find(("a"):rep(3e4), "(.*).*%1b")
