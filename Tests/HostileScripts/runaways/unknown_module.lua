-- an unknown module with a name of 10 MB: the host looks for what was meant
while true do pcall(require, ("x"):rep(1e3):rep(1e4)) end
