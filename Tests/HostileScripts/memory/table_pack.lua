-- packed argument lists, all kept
local t = {}
while true do t[#t + 1] = table.pack(table.unpack({}, 1, 1e5)) end
