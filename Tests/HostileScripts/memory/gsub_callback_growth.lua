-- one gsub whose callback answers a megabyte for each of 10,000 characters
local piece = ("y"):rep(2 ^ 20)
local _ = ("x"):rep(10000):gsub("x", function() return piece end)
