-- rep of a gigabyte
return { data = { text = ("x"):rep(2 ^ 30) } }
