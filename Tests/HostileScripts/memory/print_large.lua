-- printed texts of 10 MB
local text = ("x"):rep(1e7)
while true do print(text) end
