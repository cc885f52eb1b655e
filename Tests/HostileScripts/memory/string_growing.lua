-- a text that grows by a megabyte, for ever
local s, piece = "", ("x"):rep(2 ^ 20)
while true do s = s .. piece end
