-- an unknown member of ctx with a name of 10 MB: the host looks for what was meant
local _ = ctx[("x"):rep(1e3):rep(1e4)]
