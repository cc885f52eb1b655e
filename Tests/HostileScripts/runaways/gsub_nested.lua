-- gsub inside gsub inside gsub
local text = ("x"):rep(1000)
local function level(n) return n == 0 and "y" or (text:gsub("x", function() return #level(n - 1) .. "" end)) end
level(5)
