-- an unknown module whose name is five million parts
while true do pcall(require, ("x."):rep(5e3):rep(1e3) .. "x") end
