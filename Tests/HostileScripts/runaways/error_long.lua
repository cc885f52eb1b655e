-- an error text of 100 MB
error(("x\n"):rep(5e3):rep(1e4))
