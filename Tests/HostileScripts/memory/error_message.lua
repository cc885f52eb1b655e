-- an error text of 150 MB
error(("x"):rep(1.5e8))
