-- json.encode of an object with many keys to sort, for ever
local object = {}
for i = 1, 2e4 do object[("x"):rep(50) .. i] = i end
while true do json.encode(object) end
