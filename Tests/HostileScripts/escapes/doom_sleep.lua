-- going on after the time limit: a sleep in pcall
pcall(sleep, 100)
return true
