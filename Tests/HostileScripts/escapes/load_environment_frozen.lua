-- a chunk whose _ENV is a frozen table
return pcall(load("upper = 1", "x", "t", string)) and string.upper == 1
