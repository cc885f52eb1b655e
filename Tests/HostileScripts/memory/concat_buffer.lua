-- one table.concat of ten gigabytes
local list, piece = {}, ("x"):rep(2 ^ 20)
for i = 1, 10000 do list[i] = piece end
return { data = { text = table.concat(list) } }
