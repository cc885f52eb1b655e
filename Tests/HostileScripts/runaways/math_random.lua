-- random numbers until the impossible one
while math.random() < 1 do end
