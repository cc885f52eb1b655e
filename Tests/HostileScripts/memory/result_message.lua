-- a message of 150 MB
return { data = {}, message = ("x"):rep(1.5e8) }
