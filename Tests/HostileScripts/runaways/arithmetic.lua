-- arithmetic without calls
local x = 1
while x do x = (x * 1103515245 + 12345) % 2147483648 end
