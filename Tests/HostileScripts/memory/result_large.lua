-- a result of 120 MB
return { data = { text = ("x"):rep(1.2e8) } }
