-- arithmetic on texts that are converted each time
local x = "10"
while true do local _ = x + x * x .. "" end
