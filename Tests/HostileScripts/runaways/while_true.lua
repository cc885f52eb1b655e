-- an empty while loop
while true do end
