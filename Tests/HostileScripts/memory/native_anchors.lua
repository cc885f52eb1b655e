-- functions that are given to natives which refuse them
while true do pcall(task, { name = "x", title = ("x"):rep(100), run = function() end }) end
