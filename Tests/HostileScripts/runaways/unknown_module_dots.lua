-- an unknown module whose name is five million parts
while true do pcall(require, ("x."):rep(5e6) .. "x") end
