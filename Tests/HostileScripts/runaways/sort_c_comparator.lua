-- a comparator that is a C function, on a large array
local list = {}
for i = 1, 3e5 do list[i] = i * 7919 % 1000003 end
while true do table.sort(list, math.ult) end
