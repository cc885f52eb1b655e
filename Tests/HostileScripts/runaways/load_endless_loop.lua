-- an endless loop in a loaded chunk
load("while true do end")()
