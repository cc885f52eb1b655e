-- a list that is linked backwards
local head
while true do head = { next = head } end
