-- a loop that does nothing but call into C
local clock = os.clock
while clock() do end
