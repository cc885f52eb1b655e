-- a message of 100 MB
return { data = {}, message = ("x"):rep(1e4):rep(1e4) }
